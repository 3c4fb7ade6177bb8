# Web pages and office documents: what they are is told by their bytes, and what they say of
# themselves is kept; what cannot be read gets one line each.
DOCUMENTS=$EXAMPLES/../test/report/documents
mkdir folder
cp "$DOCUMENTS/news.html" folder/page.txt
cp "$DOCUMENTS/letter.docx" folder/letter.pdf
cp "$DOCUMENTS/release.pdf" folder/release
for name in locked.docx locked.odt locked.pdf scan.pdf broken.pdf broken.docx bomb.docx menu.html; do
    cp "$DOCUMENTS/$name" folder/
done
cp "$DOCUMENTS/sheet.xlsx" folder/sheet.docx
cp "$DOCUMENTS/old.doc" folder/old.docx
cp "$DOCUMENTS/text.rtf" folder/text.txt
for lang in ru en; do
    $UZEL read folder --registry my.uzel --lang $lang --jobs 1
    echo "exit $?"
done
$UZEL list reports --registry my.uzel --format json | node -e '
for (const row of JSON.parse(fs.readFileSync(0, "utf8")).rows)
  console.log(row.id, row.cells.published[0].value, row.cells.publisher?.[0].text ?? "-");'
# What a user states holds against what the page says, also when the page is read again.
$UZEL read folder/page.txt --registry my.uzel --source "Другой вестник" >/dev/null
$UZEL read folder/page.txt --registry my.uzel | tail -n 1
$UZEL show page --registry my.uzel --format json | node -e '
const report = JSON.parse(fs.readFileSync(0, "utf8"));
console.log(report.publisher, report.url);'
# Without pdftotext only PDF files fail.
PATH=/nowhere $UZEL read "$DOCUMENTS/release.pdf"
echo "exit $?"
