# Accounts, invitations and tokens, and the trail of what was changed.
mask() { sed 's/sha256:[0-9a-f]*/sha256:…/g; s/\(uzel_\|=\)[A-Za-z0-9_-]\{43\}/\1SECRET/g; s/[0-9-]*T[0-9:]*Z/TIME/g'; }
$UZEL read "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
$UZEL user --registry r.uzel --lang en
echo "seven rainy mornings" >password
$UZEL user add olga --role editor --password-file password --registry r.uzel --lang en
echo "exit $?"
$UZEL user add olga --role administrator --shown "Ольга" --password-file password --registry r.uzel --lang en
echo short | $UZEL user add boris --role reader --password-file - --registry r.uzel --lang en
echo "exit $?"
cat password | $UZEL user add boris --role reader --password-file - --registry r.uzel --lang en
setsid $UZEL user add vera --role reader --registry r.uzel --lang en </dev/null
echo "exit $?"
$UZEL user add Vera --role reader --password-file password --registry r.uzel --lang en
$UZEL user role boris participant --registry r.uzel --lang en
id=$($UZEL list organizations --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1)
$UZEL user role boris participant --entity "$id" --registry r.uzel --lang en
$UZEL user list --registry r.uzel --lang en
$UZEL user disable olga --registry r.uzel --lang en
echo "exit $?"
$UZEL user invite expert --days 3 --registry r.uzel --lang en | mask
$UZEL user invitations --registry r.uzel --lang en | mask
$UZEL user token boris export --registry r.uzel --lang en | mask
$UZEL user tokens boris --registry r.uzel --lang en | mask
$UZEL user tokens --registry r.uzel --format json | mask
$UZEL user revoke 1 --registry r.uzel --lang en
$UZEL user revoke 2 --registry r.uzel --lang en
$UZEL user revoke 9 --registry r.uzel --lang en
echo "exit $?"
$UZEL user readable yes --registry r.uzel --lang en
$UZEL user readable maybe --registry r.uzel --lang en
echo "exit $?"
$UZEL user password boris --password-file password --registry r.uzel --lang en
$UZEL user remove boris --registry r.uzel --lang en
$UZEL user remove boris --registry r.uzel --lang en
echo "exit $?"
$UZEL user dance --registry r.uzel --lang en
echo "exit $?"
$UZEL audit --registry r.uzel --lang en | mask
head=$($UZEL audit --head --registry r.uzel)
$UZEL resolve confirm 1.1 --registry r.uzel --lang en
$UZEL audit --limit 1 --registry r.uzel --lang en | mask
$UZEL check --head "$head" --registry r.uzel --lang en | mask
echo "exit $?"
$UZEL check --head "$(printf '%064d' 0)" --registry r.uzel --lang en >out
echo "exit $?"
mask <out
$UZEL check --head nonsense --registry r.uzel --lang en
echo "exit $?"
$UZEL copy r.uzel copy.uzel --lang en | mask
test "$($UZEL audit --head --registry r.uzel)" = "$($UZEL audit --head --registry copy.uzel)" && echo same
$UZEL rebuild --registry copy.uzel --lang en
test "$($UZEL audit --head --registry r.uzel)" = "$($UZEL audit --head --registry copy.uzel)" && echo same
# Neither passwords nor secrets stand in the file.
grep -c "rainy" r.uzel
