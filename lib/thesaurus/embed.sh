#!/bin/sh
# Prints the C source that makes the files named part of the programs, each
# under its name without ".txt": what lib/thesaurus/texts.h declares.
set -eu
number=0
rows=
echo '#include "lib/thesaurus/texts.h"'
for path in "$@"; do
    number=$((number + 1))
    printf '\nstatic const unsigned char text_%d[] = {\n' "$number"
    od -An -v -tu1 "$path" | sed 's/[0-9][0-9]*/&,/g'
    printf '};\n'
    rows="$rows    {\"$(basename "$path" .txt)\", text_$number, \
sizeof(text_$number)},\\n"
done
printf '\nconst struct thesaurus_text thesaurus_texts[] = {\n'
printf '%b    {NULL, NULL, 0},\n};\n' "$rows"
