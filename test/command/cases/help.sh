# Every help in both languages.
for lang in ru en; do
    $UZEL help --lang $lang
    for command in $($UZEL help --lang en | sed -n '/^Commands/,/^Options/s/^  \([a-z]*\) .*/\1/p'); do
        echo "==== $command"
        $UZEL $command --help --lang $lang || echo "exit $?"
    done
done
