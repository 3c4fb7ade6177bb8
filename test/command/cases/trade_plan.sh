# The plan over a registry: made, kept, compared, withdrawn; one that is interrupted is kept too.
cat >needs.csv <<'END'
id,product,quantity,unit,by,buyer,region,price,supplier_country,cluster
1,болты высокопрочные М24,12,т,2026-12-31,Авиазавод,RU-IRK,180000,,Авиакластер
2,рукава высокого давления,40,шт.,2026-09-30,Авиазавод,RU-IRK,2100,Китай,Авиакластер
3,шины для карьерных самосвалов,120,шт.,2026-06-30,Разрез,RU-KEM,900,Япония,
END
cat >offers.csv <<'END'
id,product,capacity,period,unit,lead_days,minimum,supplier,region,cluster
a,болт высокопрочный М24,800,month,kg,20,500,Метиз,RU-IRK,Авиакластер
b,РВД с фитингами,3.5,month,шт.,14,,Гидросервис,RU-KYA,
END
plan() { $UZEL plan --registry r.uzel --today 2026-01-15 "$@"; }
plan --lang en
echo "exit $?"
$UZEL import needs.csv offers.csv --registry r.uzel --lang en
$UZEL state need 'buyer=Разрез' 'goods=масло' --registry r.uzel >/dev/null
echo 'Завод «Шинник» поставляет шины для карьерных самосвалов корпорации «Иркут». Это всё.' >report.txt
$UZEL read report.txt --registry r.uzel >/dev/null
plan --lang en | sed 's/plan-[0-9a-f]*/PLAN/g'
plan --region RU-KEM --format json --lang en | grep -o '"reason":"[a-z]*"\|"known":[^]]*"text":"[^"]*"\|"left_out":.*'
plan --cluster "$($UZEL list clusters --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)" --lang en | head -n 1
plan --cluster Авиакластера --lang en | head -n 1
plan --cluster Шинник --lang en
echo "exit $?"
$UZEL import needs.csv --registry r.uzel >/dev/null
sed -i 's/,800,month/,1200,month/' offers.csv
$UZEL import offers.csv --registry r.uzel --lang en
plan --lang en >/dev/null
kept() { $UZEL plan list --registry r.uzel --format json | grep -o 'plan-[0-9a-f]*' | sed -n "$1p"; }
$UZEL plan compare "$(kept 4)" "$(kept 1)" --registry r.uzel --lang en
$UZEL plan list --registry r.uzel --lang en | grep -c plan-
$UZEL plan show "$(kept 1)" --format csv --registry r.uzel --lang en | sed 's/ru-[0-9a-f]*/ID/g'
$UZEL plan show "$(kept 1)" --format csv-excel --registry r.uzel | sed -n 1,2p
$UZEL plan show "$(kept 1)" --format xlsx --output plan.xlsx --registry r.uzel --lang en
$UZEL plan compare "$(kept 4)" "$(kept 1)" --format csv --registry r.uzel --lang en | sed 's/ru-[0-9a-f]*/ID/g'
$UZEL plan show "$(kept 1)" --output plan.csv --registry r.uzel --lang en
$UZEL plan --needs needs.csv --offers offers.csv --format xlsx --lang en
$UZEL remove "$(kept 1)" --registry r.uzel --lang en | sed 's/plan-[0-9a-f]*/PLAN/'
$UZEL plan show plan-0 --registry r.uzel --lang en
echo "exit $?"
plan --weights near=1 --lang en
echo "exit $?"
$UZEL check --registry r.uzel --lang en | sed "s/[0-9]* claims/N claims/"
# Interrupted at any time, nothing that was there is lost, and what was found is kept.
plan --lang en >out.txt 2>/dev/null &
sleep 0.1
kill -INT $! 2>/dev/null
wait $!
case $? in 0 | 130) echo ended ;; esac
$UZEL check --registry r.uzel --lang en | sed "s/[0-9]* \(claims\|reports\)/N \1/g"
