# Personal data is redacted for good, in what is there and in what comes later.
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
mask() { sed 's/\[#[0-9a-f]*#*\]/[MARK]/g; s/redacted [0-9a-f]*…/redacted DIGEST/g; s/[0-9-]*T[0-9:]*Z/TIME/'; }
person() { $UZEL list people --words сторожук --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
id=$(person)
$UZEL redact "$id" --registry r.uzel --lang en
echo "exit $?"
ls r.uzel*
$UZEL redact "$id" --force --reason "просил сам Сторожук" --registry r.uzel --lang en
echo "exit $?"
grep -c -i -e Сторожук -e сторожук r.uzel
ls -l r.uzel.key | cut -c1-10
$UZEL check --registry r.uzel --lang en
$UZEL show "$id" --registry r.uzel --lang en | mask | head -n 4
$UZEL show 11-gorod-i-fond --registry r.uzel --lang en | mask | sed -n '5,12p'
$UZEL search сторожук --registry r.uzel --lang en
$UZEL resolve history --registry r.uzel --lang en | mask
$UZEL resolve undo 1 --registry r.uzel --lang en
echo "exit $?"
# The same file is known; a later report gets the mark too, and is of the same person.
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" --registry r.uzel --lang en | tail -n 1
{ echo "Перепечатка из газеты"; sed 1d "$EXAMPLES/11-gorod-i-fond.txt"; } >reprint.txt
$UZEL read reprint.txt --registry r.uzel --lang en | tail -n 1
$UZEL show "$id" --registry r.uzel --lang en | mask | sed -n '3p'
$UZEL rebuild --registry r.uzel --lang en
grep -c -i -e Сторожук -e сторожук r.uzel
$UZEL check --registry r.uzel --lang en
$UZEL redact "$id" --force --registry r.uzel --lang en
echo "exit $?"
$UZEL redact "ООО" --registry r.uzel --lang en | head -n 1
$UZEL redact "я" --registry r.uzel --lang en
echo "exit $?"
$UZEL redact ru-000000000000 --registry r.uzel --lang en
echo "exit $?"
# Without its key nothing is taken in, lest the values come back.
mv r.uzel.key away
$UZEL read "$EXAMPLES/03-zametka-gazety.txt" --registry r.uzel --lang en
echo "exit $?"
