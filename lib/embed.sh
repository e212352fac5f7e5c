#!/bin/sh
# embed.sh [--below FOLDER] TABLE FILE...: prints the C source that makes the
# files part of the programs, each under its name without folder and ending, or
# under its path below FOLDER. TABLE is one of those that lib/embedded.h
# declares.
set -eu
below=
if [ "$1" = --below ]; then
    below=$2/
    shift 2
fi
table=$1
shift
number=0
rows=
echo '#include "lib/embedded.h"'
for path in "$@"; do
    number=$((number + 1))
    if [ -n "$below" ]; then
        name=${path#"$below"}
    else
        name=$(basename "$path")
        name=${name%.*}
    fi
    printf '\nstatic const unsigned char text_%d[] = {\n' "$number"
    od -An -v -tu1 "$path" | sed 's/[0-9][0-9]*/&,/g'
    printf '};\n'
    rows="$rows    {\"$name\", text_$number, sizeof(text_$number)},\\n"
done
printf '\nconst struct embedded %s[] = {\n' "$table"
printf '%b    {NULL, NULL, 0},\n};\n' "$rows"
