# One JSON object a line, in the order of the arguments, whatever the number of jobs.
$UZEL read "$REPORTS" "$REPORTS/01-dogovor.txt" "$EXAMPLES" --format json --jobs 1 2>/dev/null >one
echo "exit $?"
$UZEL read "$REPORTS" "$REPORTS/01-dogovor.txt" "$EXAMPLES" --format json --jobs 4 2>/dev/null >four
cmp one four && echo "the same"
python3 - <<'PYTHON'
import json
for line in open("one", encoding="utf-8"):
    reading = json.loads(line)
    print(reading["report"]["id"], reading["report"]["source"], reading["report"]["format"])
    length = reading["report"]["text_length"]
    for mention in reading["mentions"]:
        assert 0 <= mention["start"] < mention["end"] <= length
        assert mention["end"] - mention["start"] == len(mention["text"])
    ids = {entity["id"] for entity in reading["entities"]}
    for mention in reading["mentions"]:
        assert "entity" not in mention or mention["entity"] in ids or mention["entity"]
PYTHON
