# Whole lists as files: CSV for programs, CSV for Excel, XLSX.
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel >/dev/null; echo "exit $?"
mask() { sed "s/ru-[0-9a-f]*/ru-ID/g"; }
$UZEL list sites --registry r.uzel --format csv | mask; echo "exit $?"
$UZEL list sites --registry r.uzel --format csv-excel --lang en | mask; echo "exit $?"
$UZEL list agreements --registry r.uzel --filter status=signed --format csv --output a.csv; echo "exit $?"
$UZEL list agreements --registry r.uzel --format xlsx --output a.xlsx --lang en; echo "exit $?"
# The book is one by the parser of another: as many rows as the list, days that are days, no formula.
python3 - a.csv a.xlsx <<'END'
import csv, sys, zipfile, xml.etree.ElementTree as tree
space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
assert rows and all(row["status"] == "signed" and row["address"] == "/entities/" + row["id"] for row in rows)
with zipfile.ZipFile(sys.argv[2]) as book:
    assert book.testzip() is None
    names = [sheet.get("name") for sheet in tree.fromstring(book.read("xl/workbook.xml")).iterfind(".//s:sheet", space)]
    sheet = tree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    about = "".join(tree.fromstring(book.read("xl/worksheets/sheet2.xml")).itertext())
assert names == ["Agreements", "About"], names
lines = sheet.findall(".//s:row", space)
heads = {"".join(cell.itertext()): cell.get("r").rstrip("1") for cell in lines[0]}
days = [cell for line in lines[1:] for cell in line if cell.get("r").startswith(heads["Signed on"]) and cell.get("t") is None]
assert days and all(float(day.find("s:v", space).text) > 40000 for day in days)
assert not sheet.findall(".//s:f", space)
assert "r.uzel" in about
print(len(lines) - 1, "rows")
END
$UZEL list --registry r.uzel --format csv; echo "exit $?"
$UZEL list appearances --registry r.uzel --format csv; echo "exit $?"
$UZEL list people --registry r.uzel --format csv --limit 3; echo "exit $?"
$UZEL list people --registry r.uzel --output a.txt; echo "exit $?"
$UZEL list people --registry r.uzel --format xls; echo "exit $?"
$UZEL list nothing --registry r.uzel --format csv --lang en; echo "exit $?"
$UZEL list people --registry r.uzel --format csv --output nowhere/a.csv --lang en; echo "exit $?"
