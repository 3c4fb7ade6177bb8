$UZEL version
$UZEL --version
$UZEL version --format json | python3 -m json.tool
$UZEL --lang en version
