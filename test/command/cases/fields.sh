# Fields of activity: filtered, shown, decided otherwise, and undone.
$UZEL read "$EXAMPLES/01-soglashenie-o-sotrudnichestve.txt" --registry r.uzel >/dev/null
claims() { $UZEL show "$1" --registry r.uzel --format json | tr '{' '\n' | sed -n 's/.*"fields":\(\[[^]]*\]\),"fields_stated":\(true\|false\).*/\1 \2/p'; }
id=$($UZEL list agreements --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
claims "$id" | head -n 1
claim=$($UZEL show "$id" --registry r.uzel --format json | grep -o '"name":"subjects".*' | grep -o '"id":"[0-9.]*"' | head -n 1 | cut -d'"' -f4)
$UZEL resolve fields "$claim" "nuclear,Туризм и гостеприимство" --registry r.uzel --lang en | sed 's/[0-9.]*$//'
$UZEL list agreements --field tourism --registry r.uzel --lang en | tail -n 1
$UZEL show "$id" --registry r.uzel --lang en | sed -n '/^Field/p'
$UZEL resolve history --registry r.uzel --lang en | head -n 1 | sed "s/$claim/CLAIM/"
$UZEL resolve undo 1 --registry r.uzel --lang en
$UZEL list agreements --field tourism --registry r.uzel --lang en | tail -n 1
$UZEL resolve fields "$claim" - --registry r.uzel --lang en >/dev/null
claims "$id" | head -n 1
$UZEL resolve fields "$claim" alchemy --registry r.uzel --lang en
echo "exit $?"
$UZEL resolve fields "$claim" --registry r.uzel --lang en
echo "exit $?"
$UZEL list agreements --field alchemy --registry r.uzel --lang en
echo "exit $?"
