#!/bin/sh
# What `make lint` runs, part of `make test` too. Prints TAP: a line a check,
# and under a failed one what is wrong. Formatting and cppcheck's opinions
# change with their versions: both run in Debian 12's only.
set -u
cd "$(dirname "$0")/.."

out=build/lint
mkdir -p "$out/cppcheck"
number=8 # checks in tests/tools/house.py
failed=0

check() { # name command...
    number=$((number + 1))
    name=$1
    shift
    if "$@" >"$out/log" 2>&1 && [ ! -s "$out/log" ]; then
        echo "ok $number - $name"
    else
        echo "not ok $number - $name"
        sed 's/^/    /' "$out/log"
        failed=1
    fi
}

version() { # program version: true if it is that one
    "$1" --version 2>/dev/null | grep -q "ersion $2\.\|Cppcheck $2"
}

skip() { # name reason
    number=$((number + 1))
    echo "ok $number - $1 # SKIP $2"
}

formatted() {
    tr '\n' '\0' <"$out/sources" |
        xargs -0 -n 16 -P 2 clang-format --dry-run -Werror --style=file
}

checked() {
    cppcheck -q -j 2 --cppcheck-build-dir="$out/cppcheck" \
        --enable=warning,performance,portability --inline-suppr \
        --std=c11 --std=c++17 --library=posix -I. \
        --suppressions-list=tests/tools/cppcheck.txt \
        --file-list="$out/units" --error-exitcode=1
}

if ! git ls-files --error-unmatch Makefile >/dev/null 2>&1; then
    echo "ok 1 - lint # SKIP git does not know this tree"
    exit 0
fi
python3 tests/tools/house.py || failed=1

git ls-files -co --exclude-standard '*.c' '*.h' '*.cc' |
    while read -r f; do [ -e "$f" ] && echo "$f"; done >"$out/sources"
grep -v '\.h$' "$out/sources" >"$out/units"

if version clang-format 14; then
    check "C and C++ as clang-format writes it" formatted
else
    skip "C and C++ as clang-format writes it" "no clang-format 14"
fi
if version cppcheck 2.10; then
    check "nothing that cppcheck warns of" checked
else
    skip "nothing that cppcheck warns of" "no cppcheck 2.10"
fi
exit $failed
