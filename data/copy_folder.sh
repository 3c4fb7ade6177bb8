#!/bin/sh
# Copies the text files of a folder into the build: copy_folder.sh FROM TO STAMP DEPFILE.
# The dependency file names the folder itself, whose time changes when a file comes or goes, so that
# ninja runs this again exactly when a file was added, removed or edited.
set -eu
from=$1 to=$2 stamp=$3 depfile=$4
rm -rf "$to.new"
mkdir -p "$to.new"
printf "%s:" "$stamp" >"$depfile.new"
escape() { printf '%s' "$1" | sed 's/[ #]/\\&/g'; }
printf ' %s' "$(escape "$from")" >>"$depfile.new"
for file in "$from"/*.txt; do
    [ -e "$file" ] || continue
    cp "$file" "$to.new/"
    printf ' %s' "$(escape "$file")" >>"$depfile.new"
done
printf '\n' >>"$depfile.new"
rm -rf "$to"
mv "$to.new" "$to"
mv "$depfile.new" "$depfile"
touch "$stamp"
