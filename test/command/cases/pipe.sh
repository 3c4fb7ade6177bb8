# A reader that goes away is no mistake, and nothing is said about it.
mkdir many
for i in $(seq 400); do cp "$REPORTS/01-dogovor.txt" many/$i.txt; done
{ $UZEL read many --format json; echo "exit $?" >status; } | head -n 1 | cut -c 1-14
cat status
$UZEL help >/dev/full
echo "exit $?"
