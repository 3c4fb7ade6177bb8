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
# Comments on a report, by its id.
report=$($UZEL list reports --registry r.uzel --format json | sed 's/.*"rows":\[{[^}]*"id":"\([^"]*\)".*/\1/')
comment list "$report" --report
comment add "$report" "Who signed it?" --report
comment add "$report" "It is said in the last line." --answer 4 --report
comment add "$id" "Not here." --answer 4
comment list "$report" --report
comment list "$id" --report
comment list "$report" --report --for 'ООО «Заря»'
$UZEL comment list "$report" --report --registry r.uzel --format json --lang en | mask
$UZEL audit --registry r.uzel --lang en | mask
$UZEL check --registry r.uzel --lang en
grep -c "Who reports" r.uzel
# The documents of an application, which its parties alone see.
$UZEL state application 'site=Site:Технопарк «Север»' 'status_sought=особая зона' 'applicant=Company:ООО «Заря»' 'body=PublicBody:Минпром' --registry r.uzel >/dev/null
application=$($UZEL list application --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
echo 'Area: 12 ha.' >plan.txt
comment list "$application" --for 'ООО «Заря»'
comment add "$application" 'The plan of the site.' --for 'ООО «Заря»'
number=$($UZEL comment list "$application" --for Минпром --registry r.uzel --format json | grep -o '"number":[0-9]*' | head -n 1 | tr -dc 0-9)
comment attach "$number" plan.txt --for 'ООО «Заря»'
comment list "$application" --for Минпром
comment list "$application"
comment save 1 taken.txt --for Минпром
cmp plan.txt taken.txt && echo same
comment save 1 other.txt
comment attach "$number" missing.txt --for 'ООО «Заря»'
comment add "$application" 'Me too.' --for 'Фонд развития приборостроения'
# What was written on a report goes with its words.
$UZEL remove "$report" --purge --registry r.uzel --lang en | mask
comment list "$report" --report
erased=$($UZEL audit --registry r.uzel --format json | grep -o 'erased-[0-9a-f]*' | head -n 1)
comment list "$erased" --report | sed 's/erased-[0-9a-f]*/ID/'
comment add "$erased" "Too late." --report | sed 's/erased-[0-9a-f]*/ID/'
$UZEL check --registry r.uzel --lang en
grep -c "Who signed" r.uzel
# What is one act is told as one, whichever page its entries are on.
$UZEL audit --registry r.uzel --lang en --limit 7 | mask | sed 's/erased-[0-9a-f]*/ID/; s/entry-[0-9a-f]*/ID/'
pages() {
    before=
    while :; do
        $UZEL audit --registry r.uzel --lang en --limit "$1" $before
        before=$($UZEL audit --registry r.uzel --limit "$1" $before --format json | grep -o '"next":[0-9][0-9]*' | tr -dc 0-9)
        [ "$before" ] || break
        before="--before $before"
    done
}
pages 50 >all.txt
for limit in 2 5; do pages $limit | cmp - all.txt; done
$UZEL audit --registry r.uzel --format json | grep -o '"number":[0-9]*,"first":[0-9]*,"part_of":[0-9]*'
