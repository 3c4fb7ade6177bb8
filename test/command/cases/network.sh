# Who is tied to whom: neighbours, paths, who shares agreements, communities.
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel >/dev/null; echo "exit $?"
mask() { sed "s/ru-[0-9a-f]*/ru-ID/g"; }
id() { $UZEL list "$1" --words "$2" --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
person=$(id people сторожук)
$UZEL network neighbours "$person" --registry r.uzel 2>&1 | mask; echo "exit $?"
$UZEL network neighbours "$person" --registry r.uzel --kind agreement --lang en --limit 1 | mask; echo "exit $?"
$UZEL network neighbours "$person" --registry r.uzel --until 2001; echo "exit $?"
other=$($UZEL network neighbours "$person" --kind agreement --registry r.uzel --format json | grep -o '"entity":"ru-[0-9a-f]*"' | cut -d'"' -f4 | sed -n 2p)
$UZEL network paths "$person" "$other" --registry r.uzel --limit 1 | grep -o '^Путь.*\|^1 путь.*'; echo "exit $?"
$UZEL network paths "$person" ru-000000000000 --registry r.uzel; echo "exit $?"
$UZEL network paths "$person" "$person" --registry r.uzel 2>&1 | mask; echo "exit $?"
$UZEL network partners --registry r.uzel --limit 2 --lang en | mask | head -n 4; echo "exit $?"
$UZEL network communities --registry r.uzel --limit 2 | head -n 1 | cut -d : -f 1; echo "exit $?"
$UZEL network communities --registry r.uzel --format json | grep -o '"modularity":0\.[0-9]'; echo "exit $?"
$UZEL network communities --registry r.uzel --resolution none; echo "exit $?"
$UZEL network neighbours --registry r.uzel; echo "exit $?"
$UZEL network friends --registry r.uzel; echo "exit $?"
$UZEL network neighbours "$person" --kind Person --registry r.uzel; echo "exit $?"
$UZEL network partners --kind supply --registry r.uzel; echo "exit $?"
$UZEL network communities --as-of 2018-01-01 --registry r.uzel --lang en; echo "exit $?"
$UZEL network paths "$person" "$other" --offset 1 --registry r.uzel; echo "exit $?"
