# How facts came about, by a grammar of its own: which pattern, which words, what was joined, what was
# refused, and a sentence that cannot be read to the end.
shipped=$(dirname "$UZEL")/data
mkdir -p data/grammar
for name in "$shipped"/*; do
    [ "$(basename "$name")" = grammar ] || ln -s "$name" data/
done
cat >data/grammar/test.txt <<'GRAMMAR'
words sign = подписать
pattern signed -> agreement
  confidence 0.9
  is status=signed
  match parties=[@organization] ..3 %sign! ..4 соглашение
  unless не
pattern term -> agreement extends
  match соглашение ..3 рассчитать! ..2 term=@duration
pattern holds -> agreement
  confidence 0.7
  match соглашение ..3 действовать!
pattern entangled -> site
  match липа! (липа+ липа+)+ (липа+ липа+)+ site=сад
GRAMMAR
cat >report.txt <<'REPORT'
Завод «Заря» и ООО «Вымпел» подписали соглашение

Завод «Заря» и ООО «Вымпел» подписали соглашение о сотрудничестве. Соглашение рассчитано на пять лет.
Завод «Восток» не подписал соглашение.
REPORT
$UZEL explain report.txt --data data --lang ru
echo "exit $?"
$UZEL explain report.txt --data data --lang en --all
$UZEL explain report.txt --data data --format json --all
printf 'Сад ' >entangled.txt
for i in $(seq 120); do printf 'липа '; done >>entangled.txt
echo 'мост.' >>entangled.txt
$UZEL read entangled.txt --data data --lang ru
echo "exit $?"
$UZEL read entangled.txt --data data --format json --lang en | grep -o '"capped":[^]]*]'
$UZEL explain entangled.txt nothing.txt --data data --lang en
echo "exit $?"
