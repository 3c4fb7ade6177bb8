# Every help in both languages.
for lang in ru en; do
    $UZEL help --lang $lang
    for command in $($UZEL help --lang en | sed -n '/^Commands/,/^Options/s/^  \([a-z]*\) .*/\1/p'); do
        echo "==== $command"
        $UZEL $command --help --lang $lang || echo "exit $?"
    done
done
# The manual pages name them all.
for command in $($UZEL help --lang en | sed -n '/^Commands/,/^Options/s/^  \([a-z]*\) .*/\1/p'); do
    for page in uzel.1 uzel.ru.1; do
        grep -Eq "^\.BR? .*$command|^\.BI .*$command" "$EXAMPLES/../docs/$page" || echo "$page lacks $command"
    done
done
