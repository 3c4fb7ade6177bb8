# Filters among the words of a search and beside them, facets, orders, and what is none of these.
run() {
    echo "== $*"
    $UZEL search "$@" --registry r.uzel --lang en || echo "exit $?"
}
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel --lang en >/dev/null
run соглашение date:2019 --limit 1
run соглашение --date 2019 --limit 1
run title:соглашение
run title:меморандум --limit 1
run "соглашение -title:меморандум kind:agreement" --region RU-NVS --facets
run --kind Cluster --date 2023.. --limit 2
run соглашение --sort relevance --limit 1
run соглашение date:вчера
run соглашение date:2019 --date 2019
run "соглашение -kind:agreement"
run соглашение --kind зверь
run соглашение --person Никто
run соглашение --sort size
run
