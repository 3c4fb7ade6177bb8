#!/bin/sh
# Tries the tool that makes C tables of word lists: embed_list.sh PROGRAM
set -u
program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
failed=0

# Whether a list, as printf has it, gives a table; «none» where it must be refused.
check() {
    printf "$1" >list
    printf "$2" >wanted
    rm -f table
    "$program" list table 2>errors || { printf none >table; [ -s errors ] || echo 'no message' >table; }
    diff -u wanted table || { echo "of the list: $1"; failed=1; }
}

check '# a head\n\nnoun\tЁлка, дом  # a remark\nverb\tБеречь\n' \
    'ENTRY(VERB, "беречь")\nENTRY(NOUN, "елка, дом")\n'
check 'noun\tель\nnoun\tЕль\n' 'ENTRY(NOUN, "ель")\n'
check 'noun\tель\nverb\tЕль\n' none
check 'noun ель\n' none
check 'noun\t \n' none
check '1noun\tель\n' none
check 'noun\tель"\n' none
check 'noun\tель\\\\\n' none
check 'noun\t\377\n' none
check '# nothing\n' none
exit $failed
