# A folder of data with a grammar of its own: compiled, in use, edited, damaged.
data=$(dirname "$UZEL")/data
mkdir -p folder/grammar
ln -s "$data/dictionary.bin" "$data/schema.json" "$data/lexicon" folder
printf 'pattern one -> agreement\n  match parties=[@organization] подписать!\n' >folder/grammar/one.txt
use() { "$UZEL" compile --lang "$1" --data folder --describe | sed -n '1s/: .* \(bytes\|байт\)/: N \1/p'; }
"$UZEL" compile --lang en --data folder --describe; echo "exit $?"
"$UZEL" compile --lang en --data folder; echo "exit $?"
use en
"$UZEL" compile --lang en --data folder --describe | sed -n '2p;4p' | tr -s ' '
"$UZEL" compile --data folder --describe --format json | sed 's/"size":[0-9]*/"size":0/g; s/"items":[0-9]*/"items":0/g'
echo '# an edit' >>folder/grammar/one.txt
use ru
"$UZEL" compile --data folder --output folder/compiled.bin; echo "exit $?"
use ru
printf 'damage' | dd of=folder/compiled.bin bs=1 seek=5000 conv=notrunc 2>/dev/null
use en
echo 'pattern' >>folder/grammar/one.txt
"$UZEL" compile --lang en --data folder; echo "exit $?"
