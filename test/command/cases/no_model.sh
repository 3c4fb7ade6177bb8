# A data folder without a model: the rules read alone, and the reading says so.
mkdir data
cp -r "$(dirname "$UZEL")"/data/* data
rm data/tagger.model
printf 'Омск посетил Виктор Назаров.\n' >report.txt
"$UZEL" read report.txt --data data --format json | grep -o '"model":[^,]*\|"name":"[^"]*"'
"$UZEL" read report.txt --data data --format json --tags nerel | grep -o '"mentions":\[[^]]*\]'
