# The readings of words, in both languages, forms of words and phrases, and a bad option.
"$UZEL" morph --lang ru стали
"$UZEL" morph --lang en --case nomn Вырубаевым
"$UZEL" morph --lang ru 'Иркутской областью' 'Госкорпорацией «Заря»'
"$UZEL" morph --lang ru --case gent 'генеральный директор'
"$UZEL" morph --format json --case ablt завод 'новый завод'
"$UZEL" morph --lang ru --case sing завод
echo "exit $?"
