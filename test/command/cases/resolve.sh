# Who is who: the queue, decisions with their reasons, undoing them, the history.
mkdir reports
cat >reports/a.txt <<'TEXT'
Томск, 5 марта 2014 года

Министр промышленности Томской области Иван Петров открыл завод в Томске.
TEXT
cat >reports/b.txt <<'TEXT'
Генеральный директор ООО «Сибвиброприбор» Иван Петров рассказал о планах завода.
TEXT
cat >reports/c.txt <<'TEXT'
Омск, 5 мая 2014 года

Губернатор Омской области Иван Петров открыл завод в Омске.
TEXT
$UZEL read reports --registry r.uzel >/dev/null; echo "exit $?"
$UZEL resolve --registry r.uzel | sed 's/ru-[0-9a-f]*/ru-ID/g'; echo "exit $?"
$UZEL resolve same 1 --reason "один и тот же" --registry r.uzel | sed 's/ru-[0-9a-f]*/ru-ID/g'; echo "exit $?"
$UZEL resolve --registry r.uzel --lang en; echo "exit $?"
$UZEL resolve same 1 --registry r.uzel; echo "exit $?"
people=$($UZEL list people --registry r.uzel --format json | grep -o '"id":"ru-[0-9a-f]*"' | grep -o 'ru-[0-9a-f]*')
set -- $people
echo "$# people"
$UZEL resolve merge $1 $2 --registry r.uzel --lang en; echo "exit $?"
$UZEL resolve merge $1 $2 --registry r.uzel --force | sed 's/ru-[0-9a-f]*/ru-ID/g'; echo "exit $?"
$UZEL resolve undo 9 --registry r.uzel; echo "exit $?"
$UZEL resolve undo 2 --registry r.uzel --reason "ошибка"; echo "exit $?"
$UZEL resolve undo 2 --registry r.uzel; echo "exit $?"
$UZEL resolve history --registry r.uzel | sed 's/20[0-9-]*T[0-9:]*Z/TIME/'; echo "exit $?"
$UZEL resolve history $1 --registry r.uzel --format json | grep -o '"action":"[a-z]*"'; echo "exit $?"
$UZEL show $2 --registry r.uzel --format json | grep -o '"decision":[0-9]*,"undone":[a-z]*'
$UZEL resolve confirm 1.1 --registry r.uzel; echo "exit $?"
$UZEL resolve reject 1.999 --registry r.uzel; echo "exit $?"
$UZEL resolve correct nonsense 5 --registry r.uzel; echo "exit $?"
$UZEL resolve marry $1 $2 --registry r.uzel; echo "exit $?"
$UZEL resolve split $1 --registry r.uzel; echo "exit $?"
# What the reader missed.
hide() { sed 's/ru-[0-9a-f]*/ru-ID/g'; }
$UZEL resolve add a Product "завод в Томске" --registry r.uzel | hide
added=$($UZEL resolve add b Product "планах завода" --name "План завода" --registry r.uzel | grep -o 'ru-[0-9a-f]*')
$UZEL show $added --registry r.uzel | sed -n '1,2p;/указано/,$p' | hide
$UZEL resolve add b occupation - "person=@Иван Петров" "position=гендиректор@Генеральный директор" --registry r.uzel | hide
$UZEL resolve history --registry r.uzel --limit 3 | grep -v TIME | sed 's/20[0-9-]*T[0-9:]*Z/TIME/'
$UZEL resolve add b agreement директор signed_on=@рассказал --registry r.uzel; echo "exit $?"
$UZEL resolve add b Company завода --is ru-000000000000 --registry r.uzel; echo "exit $?"
$UZEL resolve add b --registry r.uzel --lang en; echo "exit $?"
$UZEL check --registry r.uzel >/dev/null; echo "exit $?"
$UZEL resolve; echo "exit $?"
