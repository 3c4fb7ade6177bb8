#!/bin/sh
# Builds the program for use, arranged by what it does most: packaging/optimize.sh FOLDER [MESON'S OPTIONS…]
#
# gcc builds it twice (meson's b_pgo): the first program counts how often each branch is taken while it reads
# our own texts to JSON and into a registry and answers questions, the second is compiled by these counts. It
# gives the same answers, a tenth faster. Another compiler builds it once, without counts.
set -eu
folder=$1
shift
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"

# The options of a folder that is there already are changed, those of a new one are set.
configure() {
    if [ -f "$folder/build.ninja" ]; then
        meson configure "$folder" "$@" >/dev/null
    else
        meson setup "$folder" "$@" >/dev/null
    fi
}

if ! ${CC:-cc} --version | grep -q 'Free Software Foundation'; then
    echo "optimize: ${CC:-cc} is not gcc: built without counts"
    configure "$@"
    exec ninja -C "$folder"
fi

configure -Db_pgo=generate -Dwerror=true -Dc_args=-fprofile-update=atomic "$@"
ninja -C "$folder" uzel data/compiled.bin
find "$folder" -name '*.gcda' -delete # what compiling the data counted

registry=$(mktemp -d)
trap 'rm -rf "$registry"' EXIT
uzel() {
    "$root/$folder/uzel" "$@" >/dev/null
}
texts="bench/annotated/tuned/reports bench/annotated/held/reports examples/*.txt"
# shellcheck disable=SC2086
uzel read --format json --jobs 1 $texts
# shellcheck disable=SC2086
uzel read --registry "$registry/registry.uzel" $texts
for question in "search соглашение" "list agreements" "list people" "list organizations" "network communities" "check"; do
    # shellcheck disable=SC2086
    uzel $question --registry "$registry/registry.uzel"
done

# A file that the run did not reach has no counts, and is compiled as if there were none at all.
configure -Db_pgo=use -Dwerror=false "-Dc_args=-fprofile-partial-training -Wno-missing-profile"
ninja -C "$folder"
