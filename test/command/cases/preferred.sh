# Lists of preferred products: opened, proposed, entered, used, deployed as a report tells, found by a need.
mask() { sed 's/ru-[0-9a-f]*/ru-ID/g; s/entry-[0-9a-f]*/entry-ID/g'; }
$UZEL read "$EXAMPLES"/08-vnedrenie-sistemy.txt --registry r.uzel >/dev/null
state() { $UZEL state "$@" --registry r.uzel --lang en | grep -o 'ru-[0-9a-f]*' | head -n 1; }
preferred() { $UZEL preferred "$@" --registry r.uzel --lang en --today 2026-11-29 2>&1 | mask; }
cell() { $UZEL list deployment --registry r.uzel --format json | grep -o "\"$1\":\[{[^}]*" | grep -o 'ru-[0-9a-f]*' | head -n 1; }
preferred
list=$(state preferred_list 'title=Products for the city' 'owner=PublicBody:Мэрия' 'criteria=tried here' since=2025-01-01 --date 2025-01-01)
item=$(state preferred_item "list=$list" "what=$(cell what)" "maker=$(cell developer)" 'purpose=безопасность пешеходных переходов' okpd2=26.30.50 proposed=2026-10-01 --date 2026-10-01)
preferred
state preferred_item "$item" outcome=entered decided=2026-11-01 'reason=tried in the region' until=2027-01-31 --date 2026-11-01 | mask
state preferred_use "item=$item" 'user=PublicBody?Мэрия' 'how=by schools' since=2026-11-15 --date 2026-11-15 | mask
preferred "$list"
preferred "$list" --as-of 2026-10-15 | sed -n 2p
preferred "$list" --as-of 2027-03-15 | sed -n 2p
preferred --need 'безопасность переходов' | sed -n 1,3p
preferred --need 'светофоры пешеходные' | grep answers
preferred --need 'насос'
preferred "$list" --state entered --format csv
preferred "$list" --state lost
preferred "$item"
preferred --format csv
