# Nested mentions of all types, and what is wrong with asking for them.
printf 'Губернатор Омской области Виктор Назаров 5 марта 2015 года посетил завод «Полёт» в Омске.\n' >report.txt
"$UZEL" read report.txt --format json --tags nerel | grep -o '"start":[0-9]*,"end":[0-9]*,"type":"[A-Z_]*","text":"[^"]*"'
"$UZEL" read report.txt --tags nerel
"$UZEL" read report.txt --format json --tags other
