# A user's own list of organizations: taken, changed, undone and taken back.
$UZEL read "$EXAMPLES/03-zametka-gazety.txt" --registry r.uzel --lang en | tail -n 1
cat >mine.csv <<'END'
Название;ИНН;ОГРН;Другие названия;Регион
Златоустовский насосный завод;7404000009;;ЗНЗ;Челябинская область
"ПАО ""Сбербанк""";7707083893;1027700132195;Сбер;RU-MOW
Ошибка;7707083894;;;
Повтор;7707083893;;;
Марсианский завод;;;;Марс
END
iconv -f UTF-8 -t CP1251 mine.csv >mine1251.csv
$UZEL import mine.csv --registry r.uzel
echo "exit $?"
$UZEL import mine1251.csv --registry r.uzel --lang en 2>/dev/null
echo "exit $?"
$UZEL list --registry r.uzel --lang en | head -n 1
$UZEL list reports --registry r.uzel --lang en | tail -n 1
firm() { $UZEL list organizations --words "$1" --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
$UZEL show "$(firm насосный)" --registry r.uzel --lang en | sed -n '1,/^$/p; /INN/,/^Region/p'
$UZEL show "$(firm Сбербанк)" --registry r.uzel --lang en | sed -n '1,3p'
echo 'ПАО «Сбербанк» даст кредит на цех.' >later.txt
$UZEL read later.txt --registry r.uzel >/dev/null
$UZEL show "$(firm Сбербанк)" --registry r.uzel --lang en | sed -n '2p'
printf 'name,inn\nСбербанк России,7707083893\n' >mine.csv
$UZEL import mine.csv --registry r.uzel --lang en
$UZEL remove mine-2 --reason "an old list" --registry r.uzel --lang en
$UZEL import mine.csv --registry r.uzel --lang en
$UZEL show "$(firm Сбербанк)" --registry r.uzel --lang en | grep -c INN
$UZEL remove mine-2 --undo --registry r.uzel --lang en
$UZEL show "$(firm Сбербанк)" --registry r.uzel --lang en | grep -c INN
$UZEL rebuild --registry r.uzel >/dev/null
$UZEL search 7707083893 --registry r.uzel --lang en
$UZEL check --registry r.uzel --lang en | sed "s/[0-9]* claims/N claims/"
echo "exit $?"
printf 'title\nx\n' >none.csv
$UZEL import none.csv gone.csv --registry r.uzel --lang en
echo "exit $?"
$UZEL import --registry r.uzel --lang en
echo "exit $?"
