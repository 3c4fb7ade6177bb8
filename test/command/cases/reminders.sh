# What one is reminded of: days of facts by a day that is given, as a table, JSON and feeds.
mask() { sed 's/DTSTAMP:.*/DTSTAMP:TIME/; s/[0-9-]*T[0-9:]*Z/TIME/g; s/ru-[0-9a-f]*/ID/g; s/entry-[0-9a-f]*/ENTRY/g' | tr -d '\r'; }
$UZEL read "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
$UZEL reminders --registry r.uzel --today 2031-01-01 --lang en
$UZEL state measure 'programme=Programme:Программа «Датчики», 2030' 'what=открыть цех; запустить линию' due=2030-03-01 --registry r.uzel --lang en | mask
$UZEL state benefit 'beneficiary=Company:ООО «Заря»' 'benefit=налоговая льгота' until=2030-03-20 --registry r.uzel --lang en | mask
$UZEL reminders --registry r.uzel --today 2030-03-10 --lang en
$UZEL reminders --registry r.uzel --today 2030-03-10 --days 5 --lang en
$UZEL reminders --registry r.uzel --today 2030-03-10 --format ics --lang en | mask
$UZEL reminders --registry r.uzel --today 2030-03-10 --format atom --lang en | mask
echo
$UZEL reminders --registry r.uzel --today 2030-03-10 --format json --lang en | mask
$UZEL reminders --registry r.uzel --for nobody --lang en
echo "exit $?"
$UZEL reminders --registry r.uzel --days 1000 --lang en
echo "exit $?"
