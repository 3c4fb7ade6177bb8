$UZEL version
$UZEL --version
$UZEL version --format json | node -e 'console.log(JSON.stringify(JSON.parse(fs.readFileSync(0)), null, 4))'
$UZEL --lang en version
