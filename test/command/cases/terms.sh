# What ends soon, on a day that is given: as a table, CSV and JSON, of all and of one.
mask() { sed 's/ru-[0-9a-f]*/ID/g; s/entry-[0-9a-f]*/ENTRY/g' | tr -d '\r'; }
$UZEL terms --registry none.uzel --lang en
echo "exit $?"
$UZEL state benefit 'beneficiary=Company:ООО «Заря»' 'benefit=налоговая льгота' until=2030-03-20 \
    application 'site=Site:Технопарк «Север»' 'status_sought=особая зона' outcome=granted until=2030-04-01 \
    application 'site=Технопарк «Юг»' 'status_sought=особая зона' outcome=refused until=2030-04-01 \
    agreement 'parties=Region:Северный край' 'parties=ООО «Заря»' signed_on=2025-03-15 'term=5 лет' \
    --registry r.uzel --lang en | mask
$UZEL terms --registry r.uzel --as-of 2030-03-10 --lang ru | mask
$UZEL terms --registry r.uzel --as-of 2030-03-15 --within 1 --lang en | mask
$UZEL terms --registry r.uzel --as-of 2030-03-10 --format csv | mask
$UZEL terms 'ООО «Заря»' --registry r.uzel --as-of 2030-03-10 --within 7 --format json | mask
$UZEL terms --registry r.uzel --as-of 2030-05-01 --lang en
$UZEL terms --registry r.uzel --within 0 --lang en
echo "exit $?"
# One report tells the day of signing, another the term; a day that is told counts more than what follows from these.
$UZEL state agreement 'parties=Company:ООО «Восток»' 'parties=Company:ООО «Запад»' signed_on=2026-01-10 --date 2026-01-10 --registry r.uzel --lang en >/dev/null
id=$($UZEL list agreements --party 'ООО «Запад»' --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
$UZEL state agreement "$id" 'term=5 years' --date 2026-02-01 --registry r.uzel --lang en >/dev/null
$UZEL list agreements --filter until=2031 --registry r.uzel --lang en | mask
$UZEL list agreements --filter until=2031 --registry r.uzel --format json | grep -o '"value":"2031[^}]*'
$UZEL state agreement "$id" until=2032-06-01 --date 2026-02-01 --registry r.uzel --lang en >/dev/null
$UZEL list agreements --filter until=2031..2032 --registry r.uzel --lang en | mask
$UZEL check --registry r.uzel --lang en | sed 's/[0-9]* claims/N claims/'
