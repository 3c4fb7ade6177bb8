# Command lines that are wrong: one clear line, where help is, and exit status 2.
for lang in ru en; do
    for line in "" "nonsense" "read --nonsense" "read --jobs" "read --jobs 0 x.txt" \
        "read --jobs many x.txt" "read --format xml x.txt" "read --published завтра x.txt" \
        "version extra" "help nonsense" "-x"; do
        echo "==== uzel $line"
        LC_ALL=$lang $UZEL $line </dev/null
        echo "exit $?"
    done
done
$UZEL version --lang de
echo "exit $?"
