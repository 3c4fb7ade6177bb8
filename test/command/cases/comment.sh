# Comments on cards: written, answered, changed, withdrawn, hidden, erased.
mask() { sed 's/[0-9-]*T[0-9:]*Z/TIME/g'; }
$UZEL read "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
id=$($UZEL list agreements --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
comment() { $UZEL comment "$@" --registry r.uzel --lang en | mask; }
comment list "$id"
comment add "$id" "Who reports on the term?"
comment add "$id" "The fund does." --answer 1
comment add "$id" "Nobody asked." --answer 9
comment edit 2 "The fund does, each year."
comment list "$id"
comment history 2
comment hide 2
comment hide 2 --reason "not sure"
comment list "$id"
comment show 2
comment withdraw 1
comment list "$id"
comment restore 1
comment erase 1
comment list "$id"
comment erase --by nobody
comment list ru-0
comment list Атлантида
comment add "$($UZEL list organizations --registry r.uzel --format json | sed 's/.*"rows":\[{[^}]*"name":"\([^"]*\)".*/\1/')" "By name."
comment list
comment dance "$id"
comment edit one "words"
$UZEL comment list "$id" --registry r.uzel --format json --lang en | mask | sed 's/ru-[0-9a-f]*/ID/g'
$UZEL audit --registry r.uzel --lang en | mask
$UZEL check --registry r.uzel --lang en
grep -c "Who reports" r.uzel
