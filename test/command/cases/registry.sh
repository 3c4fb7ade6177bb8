# A registry from end to end: what is read is kept, found, shown, and the same the second time.
$UZEL read --list "$EXAMPLES/reports.csv" --registry r.uzel --jobs 3 >first
echo "exit $?"; tail -n 1 first
$UZEL read --list "$EXAMPLES/reports.csv" --registry r.uzel --format table >second
echo "exit $?"; tail -n 1 second
$UZEL read "$REPORTS" --registry r.uzel --lang en | tail -n 1
cat >check.py <<'PYTHON'
import json, os, subprocess, sys

def ask(*arguments, code=0):
    run = subprocess.run([os.environ["UZEL"], *arguments, "--registry", "r.uzel", "--format", "json"],
                         capture_output=True, text=True)
    assert run.returncode == code, (arguments, run.returncode, run.stderr)
    return [json.loads(line) for line in run.stdout.splitlines()]

overview, = ask("list")
assert not overview["empty"] and not overview["examples"]
counts = {count["list"]: count["count"] for count in overview["counts"]}
assert counts["reports"] == 14, counts
shown = 0
for name in list(counts) + ["statement", "occupation", "membership", "Company", "supply"]:
    table, = ask("list", name, "--limit", "100000")
    assert table["total"] == len(table["rows"]), name
    assert counts.get(name, table["total"]) == table["total"], (name, counts, table["total"])
    for row in table["rows"][:2]:
        card, = ask("show", row["id"])
        assert card["id"] == row["id"]
        assert set(row["cells"]) <= {column["name"] for column in table["columns"]}
        shown += 1
    if table["total"] > 1:
        page, = ask("list", name, "--limit", "1", "--offset", "1")
        assert page["rows"][0]["id"] == table["rows"][1]["id"]
assert shown > 12
report, = ask("show", "11-gorod-i-fond")
text = open(os.environ["EXAMPLES"] + "/11-gorod-i-fond.txt", encoding="utf-8").read()
for paragraph in report["paragraphs"]:
    assert text[paragraph["start"]:paragraph["end"]] == "".join(s["text"] for s in paragraph["segments"])
for mention in report["mentions"]:
    assert text[mention["start"]:mention["end"]] == mention["text"]
for fact in report["facts"]:
    for entry in fact["properties"]:
        for claim in entry["claims"]:
            for evidence in claim["evidence"]:
                assert text[evidence["start"]:evidence["end"]] == evidence["quote"]
assert report["example"] is True
found, = ask("search", "соглашения")
assert found["total"] >= 5 and any(p.get("hit") for s in found["reports"][0]["snippets"] for p in s["parts"])
ask("search", "абракадабра", code=1)
for item in ask("list", "appearances"):
    assert set(item) == {"report", "name", "schema", "entity", "canonical"}
print("all answers fit together")
PYTHON
python3 check.py
$UZEL list nonsense --registry r.uzel; echo "exit $?"
$UZEL list people --registry r.uzel --sort age; echo "exit $?"
$UZEL list people --registry r.uzel --filter age; echo "exit $?"
$UZEL show ru-000000000000 --registry r.uzel --lang en; echo "exit $?"
$UZEL list people; echo "exit $?"
$UZEL list people --registry none.uzel; echo "exit $?"
$UZEL list people --registry "$REPORTS/01-dogovor.txt"; echo "exit $?"
$UZEL read "$REPORTS" --registry /nowhere/r.uzel; echo "exit $?"
$UZEL list agreements --registry r.uzel --format json >before
$UZEL rebuild --registry r.uzel; echo "exit $?"
$UZEL list agreements --registry r.uzel --format json | cmp - before && echo "the same"
$UZEL search соглашения --registry r.uzel >/dev/null; echo "exit $?"
