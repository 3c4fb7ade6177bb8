# Who is tied to whom: neighbours, paths, who shares agreements, communities.
$UZEL read "$EXAMPLES"/*.txt --registry r.uzel >/dev/null; echo "exit $?"
mask() { sed "s/ru-[0-9a-f]*/ru-ID/g"; }
id() { $UZEL list "$1" --words "$2" --registry r.uzel --format json | grep -o 'ru-[0-9a-f]*' | head -n 1; }
person=$(id people сторожук)
$UZEL network neighbours "$person" --registry r.uzel 2>&1 | mask; echo "exit $?"
$UZEL network neighbours "$person" --registry r.uzel --kind agreement --lang en --limit 1 | mask; echo "exit $?"
$UZEL network neighbours "$person" --registry r.uzel --until 2001; echo "exit $?"
other=$($UZEL network neighbours "$person" --kind agreement --registry r.uzel --format json | grep -o '"entity":"ru-[0-9a-f]*"' | cut -d'"' -f4 | sed -n 2p)
$UZEL network paths "$person" "$other" --registry r.uzel --limit 1 | grep -o '^Путь.*\|^1 путь.*'; echo "exit $?"
$UZEL network paths "$person" ru-000000000000 --registry r.uzel; echo "exit $?"
$UZEL network paths "$person" "$person" --registry r.uzel 2>&1 | mask; echo "exit $?"
$UZEL network partners --registry r.uzel --limit 2 --lang en | mask | head -n 4; echo "exit $?"
$UZEL network communities --registry r.uzel --limit 2 | head -n 1 | cut -d : -f 1; echo "exit $?"
$UZEL network communities --registry r.uzel --format json | grep -o '"modularity":0\.[0-9]'; echo "exit $?"
$UZEL network communities --registry r.uzel --resolution none; echo "exit $?"
$UZEL network neighbours --registry r.uzel; echo "exit $?"
$UZEL network friends --registry r.uzel; echo "exit $?"
$UZEL network neighbours "$person" --kind Person --registry r.uzel; echo "exit $?"
$UZEL network partners --kind supply --registry r.uzel; echo "exit $?"
$UZEL network communities --as-of 2018-01-01 --registry r.uzel --lang en; echo "exit $?"
$UZEL network paths "$person" "$other" --offset 1 --registry r.uzel; echo "exit $?"
$UZEL network graph --kind membership --limit 4 --registry r.uzel | tail -n 1; echo "exit $?"
$UZEL network graph "$person" --registry r.uzel --format json | grep -o '"steps":1,"summary":"[^"]*"'; echo "exit $?"
$UZEL network graph "$person" --steps 2 --format csv --registry r.uzel | head -n 1; echo "exit $?"
# The file is well-formed XML of what GEXF has, by the parser of another.
$UZEL network graph --facts --format gexf --registry r.uzel >graph.gexf; echo "exit $?"
python3 - graph.gexf <<'END'
import sys, xml.etree.ElementTree as tree
space = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
root = tree.parse(sys.argv[1]).getroot()
graph = root.find("g:graph", space)
nodes = {node.get("id"): node for node in graph.iterfind("g:nodes/g:node", space)}
edges = list(graph.iterfind("g:edges/g:edge", space))
declared = {kind: {each.get("id") for each in graph.iterfind(f"g:attributes[@class='{kind}']/g:attribute", space)}
            for kind in ("node", "edge")}
assert root.tag == "{http://gexf.net/1.3}gexf" and root.get("version") == "1.3"
assert graph.get("mode") == "dynamic" and graph.get("timeformat") == "date"
assert nodes and edges and len({edge.get("id") for edge in edges}) == len(edges)
for edge in edges:
    assert edge.get("source") in nodes and edge.get("target") in nodes and edge.get("source") != edge.get("target")
    assert not edge.get("start") or edge.get("start") <= edge.get("end"), tree.tostring(edge)
for kind, each in [("node", node) for node in nodes.values()] + [("edge", edge) for edge in edges]:
    assert {value.get("for") for value in each.iterfind("g:attvalues/g:attvalue", space)} == declared[kind]
for node in nodes.values():
    colour = node.find("viz:color", space)
    assert node.get("label") and all(0 <= int(colour.get(part)) < 256 for part in "rgb")
assert any(node.get("label", "").startswith("Соглашение") for node in nodes.values())
print("sound")
END
$UZEL network graph --thing nothing --registry r.uzel; echo "exit $?"
$UZEL network graph --format xml --registry r.uzel; echo "exit $?"
$UZEL network communities --format gexf --registry r.uzel; echo "exit $?"
$UZEL network graph --depth 2 --registry r.uzel --lang en; echo "exit $?"
# All facts of a kind, page by page.
$UZEL show "$person" --facts agreement --registry r.uzel --lang en | tail -n 1; echo "exit $?"
$UZEL show "$person" --facts agreement --limit 1 --registry r.uzel --format json | grep -o '"total":[0-9]*,"more":[a-z]*,"offset":0,"limit":1'; echo "exit $?"
$UZEL show "$person" --facts Person --registry r.uzel; echo "exit $?"
$UZEL show "$person" --limit 5 --registry r.uzel; echo "exit $?"
$UZEL show ru-000000000000 --facts agreement --registry r.uzel; echo "exit $?"
