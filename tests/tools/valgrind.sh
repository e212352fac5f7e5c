#!/bin/sh
# The unit tests under valgrind; one line of TAP for each file of them. Reads of
# memory never set are what the sanitizers do not see.
#
# usage: valgrind.sh BUILD_DIR [TEST]
cd "$(dirname "$0")/../.."

if [ $# -eq 2 ]; then
    name=$(basename "$2")
    log=$1/$name.valgrind
    if CMOCKA_MESSAGE_OUTPUT=STDOUT valgrind -q --leak-check=full \
        --suppressions=tests/tools/valgrind.supp --error-exitcode=9 \
        "$2" >"$log" 2>&1; then
        echo "ok - valgrind/$name"
    else
        echo "not ok - valgrind/$name"
        sed 's/^/# /' "$log" | tail -40
    fi
    rm -f "$log"
    exit
fi
for t in tests/unit/test_*.c; do
    echo "$1/tests/unit/$(basename "$t" .c)"
done | xargs -P "$(nproc)" -I '{}' sh tests/tools/valgrind.sh "$1" '{}'
