# The same filters of lists and of the network, and what is none.
run() {
    echo "== $*"
    $UZEL "$@" --registry r.uzel --lang en || echo "exit $?"
}
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel --lang en >/dev/null
run list agreements --party "Концерн «Северный свет»"
run list agreements --date 2019 --status signed
run list agreements --person "Вадима Сторожука"
run list organizations --cluster "Лёгкие материалы"
run list organizations --kind "ResearchOrganization, DevelopmentInstitution"
run list reports --date 2020..2023 --kind Cluster
run list reports --date none
run list agreements --status done
run list people --date 2019
run list agreements --date 2019..x
run list agreements --state rejected
run network graph --date 2019 --person "Вадим Сторожук"
run network partners --party Никто
run network communities --confidence ..0.4
run network graph --date 2019 --since 2018
echo "== an entry by its name"
$UZEL show "Вадима Сторожука" --registry r.uzel --lang en | head -n 2
$UZEL show Ярославль --registry r.uzel --lang en | sed -n '1,2p; /with this name/,$p'
$UZEL show "Вадим Сторожук" --facts agreement --registry r.uzel --lang en | tail -n 1
$UZEL show Никто --registry r.uzel --lang en; echo "exit $?"
