# Whom an organization could work with, and why.
$UZEL read --list "$EXAMPLES/reports.csv" --registry r.uzel --lang en | tail -n 1
id=$($UZEL search Росхимпром --registry r.uzel --format json | grep -o '"entity":"ru-[0-9a-f]*"\|"id":"ru-[0-9a-f]*"' | grep -o 'ru-[0-9a-f]*' | head -n 1)
$UZEL partners "$id" --registry r.uzel --lang en | sed 's/ru-[0-9a-f]*/ID/'
$UZEL partners "$id" --field education --region "Пензенская область" --limit 2 --registry r.uzel --lang en | sed 's/ru-[0-9a-f]*/ID/'
$UZEL partners "$id" --product светильник --registry r.uzel --lang en | sed 's/ru-[0-9a-f]*/ID/'
$UZEL partners "$id" --product единорог --registry r.uzel --lang en
$UZEL partners "$id" --field nonsense --registry r.uzel --lang en
echo "exit $?"
$UZEL partners ru-000000000000 --registry r.uzel --lang en
echo "exit $?"
