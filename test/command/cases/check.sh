# A registry is checked, and compared with a new reading.
$UZEL read "$EXAMPLES/11-gorod-i-fond.txt" "$EXAMPLES/02-memorandum-troih.txt" --registry r.uzel --lang en | tail -n 1
$UZEL check --registry r.uzel --lang en | sed 's/[0-9]* claims/N claims/'
$UZEL check --registry r.uzel --format json | grep -o '"sound":true'
$UZEL diff --registry r.uzel --lang en
echo "exit $?"
$UZEL diff 11-gorod-i-fond --registry r.uzel
$UZEL diff 11-gorod-i-fond nothing --registry r.uzel --format json --lang en
echo "exit $?"
# A byte of the file's text of a report is changed behind its back.
node -e '
const bytes = fs.readFileSync("r.uzel");
const place = bytes.indexOf(Buffer.from("Меморандум трёх сторон"));
bytes.write("м", place);
fs.writeFileSync("r.uzel", bytes);'
$UZEL check --registry r.uzel --lang en
echo "exit $?"
$UZEL check --lang en
echo "exit $?"
