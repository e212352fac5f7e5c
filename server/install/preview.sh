#!/bin/sh
# preview.sh BUILD CONTENT PORT: compiles CONTENT again whenever something in it
# is saved, and serves that with what is wrong in it, until Ctrl+C.
set -u
build=$1 content=$2 port=$3
if [ ! -d "$content" ]; then
    echo "gabay: there is no folder '$content': name yours with CONTENT=DIR" >&2
    exit 2
fi
folder=$(mktemp -d "${TMPDIR:-/tmp}/gabay-preview.XXXXXX") || exit 3
file=$folder/preview.gabay
watcher='' server=''

# Both are ended by their numbers, and waited for: nothing of them stays.
end() {
    trap '' INT TERM HUP EXIT
    [ -z "$server" ] || kill "$server" 2>/dev/null
    [ -z "$watcher" ] || kill "$watcher" 2>/dev/null
    wait
    rm -rf "$folder"
    exit "$1"
}
trap 'end 0' INT TERM HUP
trap 'end $?' EXIT

"$build/gabay-indexer" --watch "$content" -o "$file" &
watcher=$!
while [ ! -e "$file" ]; do
    kill -0 "$watcher" 2>/dev/null || end 1
    sleep 0.1
done
echo "Gabay shows $content as you save it (Ctrl+C ends it)"
"$build/gabay-server" --live "$file" --listen "127.0.0.1:$port" --quiet &
server=$!
while kill -0 "$server" 2>/dev/null && kill -0 "$watcher" 2>/dev/null; do
    sleep 1
done
end 1
