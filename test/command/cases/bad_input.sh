# Files that cannot be read get one line each; the others are read, and the exit status is 1.
mkdir folder
: >folder/01-empty.txt
printf 'GIF89a\003\000\000\000\377' >folder/02-binary.txt
printf '\320\241\320\276\320\263\320\273\320\260\321\210\320\265\320\275\320\270\320' >folder/03-truncated.txt
printf '   \n\n\t\n' >folder/04-blank.txt
head -c 34000000 /dev/zero | tr '\000' 'x' >folder/05-huge.txt
cp "$REPORTS/01-dogovor.txt" folder/06-good.txt
sed "s/[«»]/\"/g" "$REPORTS/01-dogovor.txt" | iconv -f UTF-8 -t KOI8-R >folder/07-koi8.txt
iconv -f UTF-8 -t CP1251 "$REPORTS/01-dogovor.txt" >folder/08-cp1251.txt
iconv -f UTF-8 -t UTF-16 "$REPORTS/01-dogovor.txt" >folder/09-utf16.txt
for lang in ru en; do
    $UZEL read folder gone.txt --lang $lang --format json 2>errors >readings
    echo "exit $?"
    sed 's/^/stderr: /' errors
done
node -e '
for (const line of fs.readFileSync("readings", "utf8").trimEnd().split("\n")) {
  const { id, title, published } = JSON.parse(line).report;
  console.log(id, title, published);
}'
$UZEL read folder/01-empty.txt
echo "exit $?"
