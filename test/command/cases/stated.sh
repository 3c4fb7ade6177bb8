# What the user states of a report, on the command line or in a list.
show() {
    node -e '
for (const line of fs.readFileSync(0, "utf8").trimEnd().split("\n")) {
  const { id, source, published, publisher, url } = JSON.parse(line).report;
  console.log(id, source, published, publisher, url);
}'
}
$UZEL read --published 2015-02-09 --source "Вестник" --url https://example.org/1 --format json \
    "$REPORTS/02-english.txt" | show
$UZEL read --format json <"$REPORTS/01-dogovor.txt" | show
$UZEL read --format json - "$REPORTS/02-english.txt" <"$REPORTS/01-dogovor.txt" | show
cp "$REPORTS"/*.txt .
printf '\357\273\277file;published;source;url\r\n02-english.txt;2016-03;"Herald; weekly";\r\n01-dogovor.txt;;;https://example.org/2\r\n02-english.txt;вчера;;\r\n' >list.csv
$UZEL read --list list.csv --format json >out
echo "exit $?"
show <out
printf 'name\nx\n' >bad.csv
$UZEL read --list bad.csv
echo "exit $?"
# A date that was stated before holds in the JSON of a later run.
$UZEL read --published 2015-02-09 --registry stated.uzel 02-english.txt >/dev/null
$UZEL read --registry stated.uzel --format json 02-english.txt | show
