# Reports are withdrawn, taken back and erased; reprints are counted once.
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
{ echo "Перепечатка из газеты"; sed 1d "$EXAMPLES/11-gorod-i-fond.txt"; } >reprint.txt
$UZEL read reprint.txt --registry r.uzel --lang en | tail -n 1
person() { $UZEL list people --words сторожук --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
id=$(person)
$UZEL show "$id" --registry r.uzel --lang en | sed -n '2,3p; /^Reports/,$p'
$UZEL remove reprint 11-gorod-i-fond --reason "by mistake" --registry r.uzel --lang en
echo "exit $?"
$UZEL list people --words сторожук --registry r.uzel --lang en
$UZEL search сторожук --registry r.uzel --lang en
echo "exit $?"
$UZEL show 11-gorod-i-fond --registry r.uzel --lang en | sed 's/[0-9-]*T[0-9:]*Z/TIME/'
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" --registry r.uzel --lang en | tail -n 1
$UZEL remove 11-gorod-i-fond --undo --registry r.uzel --lang en
echo "exit $?"
[ "$(person)" = "$id" ] && echo "the id is the same"
$UZEL remove 11-gorod-i-fond --undo --registry r.uzel --lang en
echo "exit $?"
$UZEL remove nothing --registry r.uzel --lang en
echo "exit $?"
$UZEL remove 11-gorod-i-fond reprint --purge --registry r.uzel --lang en
echo "exit $?"
grep -c -i -e Сторожук -e сторожук r.uzel
ls r.uzel*
$UZEL remove 11-gorod-i-fond --purge --undo --registry r.uzel --lang en
echo "exit $?"
# What was decided keeps no name either.
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" "$EXAMPLES/02-memorandum-troih.txt" --registry d.uzel >/dev/null
set -- $($UZEL list people --registry d.uzel --format json | grep -o '"id":"ru-[0-9a-f]*"' | cut -d'"' -f4)
$UZEL resolve merge "$1" "$2" --force --registry d.uzel >/dev/null
echo "exit $?"
$UZEL remove 11-gorod-i-fond 02-memorandum-troih --purge --registry d.uzel >/dev/null
echo "exit $?"
grep -c -e Сторожук -e Сабурова -e Бурмистров d.uzel
$UZEL check --registry d.uzel --lang en
