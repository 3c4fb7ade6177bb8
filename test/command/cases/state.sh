# What no report tells: stated, shown, changed, withdrawn and taken back.
$UZEL read "$EXAMPLES/02-memorandum-troih.txt" "$EXAMPLES/10-nauchnoe-partnerstvo.txt" --registry r.uzel --lang en | tail -n 1
entry() { $UZEL search welding --registry r.uzel --format json | grep -o '"entry-[0-9a-f-]*"' | head -n 1 | tr -d '"'; }
same() { sed 's/entry-[0-9a-f]*/ENTRY/g; s/[0-9-]*T[0-9:]*Z/TIME/; s/the user [^,]*,/the user NAME,/; s/by [^ ]* on/by NAME on/'; }
agreement=$($UZEL list agreements --words реактив --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
$UZEL state training subject=welding 'participants=Company:ООО «Восток»' start=03.2025 'count=1,200' under=$agreement \
    measure 'programme=Programme:Программа 2030' 'what=build a shop' responsible='ООО «Север»' 'due=1 May 2024' 'amount=RUB 2.5 million' \
    --note 'By the director.' --date 2024-02-01 --registry r.uzel --lang en | same
echo "exit $?"
$UZEL list training --registry r.uzel --lang en
$UZEL list measure --registry r.uzel --lang en
$UZEL show "$(entry)" --registry r.uzel --lang en | sed '/^ru-/,$d' | same
$UZEL show "$agreement" --registry r.uzel --lang en | sed -n '/^Training/,/^$/p' | same
$UZEL search welding --registry r.uzel --lang en | same
id=$(entry)
$UZEL state training subject=soldering --entry "$id" --version 3 --registry r.uzel --lang en | same
$UZEL state training subject=x --entry "$id" --version 3 --registry r.uzel --lang en 2>&1 | same
$UZEL list training --registry r.uzel --lang en
$UZEL remove "$id-2" --reason "by mistake" --registry r.uzel --lang en | same
$UZEL list training --registry r.uzel --lang en
$UZEL remove "$id-2" --undo --registry r.uzel --lang en | same
$UZEL list training --registry r.uzel --lang en
$UZEL rebuild --registry r.uzel >/dev/null
$UZEL list training --format csv --registry r.uzel
$UZEL check --registry r.uzel --lang en | sed 's/[0-9]* claims/N claims/'
# A team: of whom, who, where, at what; its members' cards name it.
$UZEL state team 'subject=starting the line' 'organization=ООО «Восток»' 'people=Person:Мария Иванова' 'people=Person:Пётр Сидоров' \
    'start=10 March 2025' count=6 under=$agreement --registry r.uzel --lang en | same
$UZEL list team --registry r.uzel --lang en
$UZEL show 'Мария Иванова' --registry r.uzel --lang en | grep -A3 '^Team'
$UZEL show "$agreement" --registry r.uzel --lang en | sed -n '/^Team/,/^$/p' | same
# What cannot be.
for wrong in 'training' 'training subject=x start=soon' 'training subject=x colour=red' 'wizardry a=b' 'a=b' 'membership member=x whole=Марс' 'membership member=x whole=Person:Иван'; do
    $UZEL state $wrong --registry r.uzel --lang en
    echo "exit $?"
done
$UZEL state training subject=x --lang en
echo "exit $?"
# A fact that is known takes what came next; of two statuses of one day that which was stated last.
$UZEL state measure 'programme=Programme:Программа 2030' 'what=build a shop' status=planned --date 2024-06-01 --registry r.uzel >/dev/null
measure=$($UZEL list measure --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
for status in completed under_way cancelled; do
    $UZEL state measure "$measure" status=$status --date 2024-06-01 --registry r.uzel >/dev/null
    $UZEL list measure --registry r.uzel --lang en | tail -n 1
done
$UZEL show "$measure" --registry r.uzel --lang en | sed -n '/^Status/,/^$/p' | same
