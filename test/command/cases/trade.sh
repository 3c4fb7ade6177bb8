# Needs and offers in the registry: taken from tables, told by row and column, known again, exported.
cat >needs.csv <<'END'
номер;товар;количество;единица;срок;покупатель;кластер;регион;цена;откуда сейчас;из какой страны сейчас
1;болты высокопрочные М24;12;т;31.12.2026;Авиазавод;Авиакластер;Иркутская область;180000;Челябинская область;
2;рукава высокого давления;4000;шт.;2026-09-30;Авиазавод;Авиакластер;Иркутская область;2100;;Китай
3;масло гидравлическое;два;т;;Разрез;;Кемеровская область;;;
4;грунтовка;100;л;;;;Кемеровская область;;;
5;грунтовка;100;л;;Разрез;;Марс;;;
END
cat >offers.csv <<'END'
product,capacity,period,unit,lead_days,minimum,line,supplier,cluster,region
болт высокопрочный М24,800,month,kg,20,500,прокат,Иркутский метиз,Авиакластер,RU-IRK
рукава резиновые высокого давления,3000,year,,2 weeks,,,Гидросервис,,RU-KYA
END
$UZEL import needs.csv --registry r.uzel --lang en
echo "exit $?"
$UZEL import offers.csv --registry r.uzel
echo "exit $?"
$UZEL import needs.csv offers.csv --registry r.uzel --lang en 2>/dev/null
sed -i 's/;4000;/;4500;/' needs.csv
$UZEL import needs.csv --registry r.uzel --lang en 2>/dev/null
COLUMNS=160 $UZEL list needs --registry r.uzel --lang en
COLUMNS=160 $UZEL list offers --region RU-KYA --registry r.uzel
$UZEL list needs --format xlsx --output needs.xlsx --registry r.uzel --lang en
$UZEL import needs.xlsx --registry r.uzel --lang en
$UZEL list offers --format xlsx --output offers.xlsx --registry r.uzel --lang en
$UZEL plan --needs needs.xlsx --offers offers.xlsx --today 2026-01-15 --lang en | sed -n 1,10p
$UZEL show "$($UZEL list needs --words рукава --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)" --registry r.uzel --lang en | sed -n 1,2p
$UZEL list --registry r.uzel --lang en | head -n 1
printf 'PK\003\004\000' >broken.xlsx
$UZEL import broken.xlsx --registry r.uzel --lang en
echo "exit $?"
$UZEL plan --needs broken.xlsx --offers offers.xlsx --lang en
echo "exit $?"
$UZEL check --registry r.uzel --lang en | sed "s/[0-9]* claims/N claims/"
# Which offers answer a need, and which needs an offer answers.
first() { $UZEL list "$1" --words "$2" --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
printf 'Завод «Красный крепёж» поставляет болты корпорации «Иркут». Это всё.\n' >report.txt
$UZEL read report.txt --registry r.uzel --lang en >/dev/null
$UZEL state agreement parties=Авиазавод 'parties=Иркутский метиз' signed_on=2024 --registry r.uzel >/dev/null
$UZEL match "$(first needs болты)" --registry r.uzel --lang en | grep -v 'Что может\|^ *29\|characters\|^ *[0-9–-]*)$'
$UZEL match "$(first offers рукава)" --registry r.uzel | sed -n 1,5p
$UZEL match рукав --registry r.uzel --lang en | sed -n 1,2p
$UZEL match единорог --registry r.uzel --lang en
$UZEL match "$(first clusters Авиа)" --registry r.uzel --lang en
echo "exit $?"
# A data folder of an older version, whose schema knows no offers.
mkdir old
cp -rs "$(dirname "$UZEL")"/data/* old
sed 's/{"name": "offer"/{"name": "bid"/' old/schema.json >schema.json
mv schema.json old/schema.json
$UZEL import offers.csv --data old --registry old.uzel --lang en
echo "exit $?"
