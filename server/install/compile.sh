#!/bin/sh
# compile CONTENT FILE [OPTIONS]: compiles CONTENT and publishes it as FILE, if
# anything there has changed since the last time, or if FILE knows that
# something was to begin or to end by now. Else it does nothing. OPTIONS are
# those of gabay-indexer. Run by gabay-compile.timer; ends as gabay-indexer and
# `gabay-server publish` do.
set -eu
content=$1 file=$2
shift 2
bin=$(dirname "$0")/../../bin
share=$(dirname "$0")/../../share/gabay/themes
stamp=$file.compiled # as old as the last compile; its text is git's commit
new=${file%.gabay}.new.gabay
theme=$content
for word; do
    case ${before:-} in --theme) theme=$word ;; esac
    case $word in --theme=*) theme=${word#--theme=} ;; esac
    before=$word
done

# A commit can change dates and authors without changing a file.
commit=$(git -C "$content" rev-parse HEAD 2>/dev/null || true)

# By the time of the inode's change, which no copying program sets back; a
# folder's changes when something in it is removed or renamed.
changed() {
    find -H "$content" "$theme" "$share" "$bin/gabay-indexer" \
        -name .git -prune -o -cnewer "$stamp" -print -quit
}

due() {
    [ -e "$stamp" ] && [ -e "$file" ] || return 0
    [ "$(cat "$stamp")" = "$commit" ] || return 0
    [ -z "$(changed)" ] || return 0
    next=$("$bin/gabay-server" inspect "$file" --page manifest.json |
        sed -n 's/.*"next_change_at": *\([0-9][0-9]*\).*/\1/p')
    [ -n "$next" ] && [ "$next" -le "$(date +%s)" ]
}

# Both are there with the same bytes, or neither is.
same() {
    cmp -s "$1" "$2" || { [ ! -e "$1" ] && [ ! -e "$2" ]; }
}

clean() {
    rm -f "$new" "${new%.gabay}.agents.gabay" "$stamp.new"
}

due || exit 0
trap clean EXIT
clean
# What is written in the second before counts as changed once more.
echo "$commit" >"$stamp.new"
touch -d '1 second ago' "$stamp.new"
code=0
"$bin/gabay-indexer" "$content" -o "$new" --quiet "$@" || code=$?
[ -e "$new" ] || exit "$code"
if ! same "$new" "$file" ||
    ! same "${new%.gabay}.agents.gabay" "${file%.gabay}.agents.gabay"; then
    "$bin/gabay-server" publish "$new" "$file"
fi
[ "$code" -ne 0 ] || mv "$stamp.new" "$stamp"
exit "$code"
