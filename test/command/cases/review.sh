# Expert review: a call, applications, experts, conflicts of interest, blind marks, ranking, decisions, minutes.
mask() { sed 's/[0-9-]*T[0-9:]*Z/TIME/g; s/ru-[0-9a-f]*/ru-ID/g; s/sha256:[0-9a-f]*/DIGEST/'; }
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel >/dev/null
id() { $UZEL list "$1" --words "$2" --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
person=$(id people сторожук)
other=$($UZEL list people --registry r.uzel --format json | grep -o '"id":"ru-[0-9a-f]*"' | cut -d'"' -f4 | grep -v "$person" | head -n 1)
employer=$($UZEL network neighbours "$person" --kind occupation --registry r.uzel --format json | grep -o '"entity":"ru-[0-9a-f]*"' | cut -d'"' -f4 | sed -n 2p)
project=$($UZEL list projects --registry r.uzel --format json | grep -o '"id":"ru-[0-9a-f]*"' | cut -d'"' -f4 | head -n 1)
for name in anna boris; do
    role=expert; [ $name = anna ] && role=administrator
    echo "seven rainy mornings" | $UZEL user add $name --role $role --password-file - --registry r.uzel >/dev/null
done
review() { $UZEL review "$@" --registry r.uzel --lang en --today 2026-11-29 2>&1 | mask; }
review list
review open "Projects of the cluster" --sought "What can be made here" --criteria "Novelty: 2; Use" --to 2026-12-31
review open "No criteria"
review application 1 "$employer" --note "by letter"
review application 1 "$project"
review application 1 "$project"
review expert 1 anna "$other"
review expert 1 boris Сторожука
review expert 1 boris "$person"
review expert 1 vera "$person"
review assign 1 1 boris
review assign 1 1 boris --reason "nobody else knows the plant"
review assign 1 2 boris
review assign 1 2 anna
review decide 1 1 accepted --reason "early"
review mark 1 1 --marks "1: 4 new to us; 2: 5" --words "worth it"
review mark 1 2 --marks "1: 3"
review mark 1 3 --marks "1: 6"
review abstain 1 3
review abstain 1 3 --reason "not my field"
review show 1
review minutes 1
review change 1 "Projects of the cluster in 2026" --to 2026-11-01
review mark 1 2 --marks "1: 3; 2: 2"
review close 1
review close 1
review mark 1 2 --marks "1: 3; 2: 2"
review decide 1 1 accepted --reason "first by place"
review decide 1 2 deferred --reason "one mark is missing"
review list --state decided
review minutes 1
review minutes 9
review show one
review dance
review
$UZEL audit --registry r.uzel --lang en | mask | head -n 12
$UZEL check --registry r.uzel --lang en | sed 's/[0-9]* claims/N claims/'
$UZEL copy r.uzel copy.uzel --lang en | mask && $UZEL review show 1 --registry copy.uzel --lang en | head -n 1
