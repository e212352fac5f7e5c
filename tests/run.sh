#!/bin/sh
# Runs every suite and prints one closing line. Each suite is a command that
# prints TAP; a suite that ends badly without saying so counts as one failure.
# Quiet when all is well: details of a suite are shown only when it fails.
set -u
cd "$(dirname "$0")/.."

out=build/test
mkdir -p "$out"
: >"$out/all.tap"
jobs=$(nproc)

suite() { # name command...
    name=$1
    shift
    printf '  TEST %s\n' "$name"
    log=$out/$(echo "$name" | tr '/ ' '__').log
    "$@" >"$log" 2>&1
    status=$?
    # cmocka calls a skipped test "not ok ... # SKIP".
    sed -n -E 's/^[[:space:]]*((not )?ok .*)/\1/p' "$log" |
        sed -E 's/^not (ok .*# SKIP)/\1/' >"$log.tap"
    if [ $status -ne 0 ] && ! grep -q '^not ok' "$log.tap"; then
        echo "not ok - $name ended with $status" >>"$log.tap"
    fi
    [ -s "$log.tap" ] || echo "not ok - $name ran nothing" >>"$log.tap"
    if grep -q '^not ok' "$log.tap"; then
        sed 's/^/    /' "$log" | tail -60
    fi
    grep -E '^ok .*# SKIP' "$log.tap" | sed 's/^ok [0-9 -]*/    skipped: /'
    cat "$log.tap" >>"$out/all.tap"
}

build() { # label make-arguments...
    printf '  MAKE %s\n' "$1"
    shift
    make -s -j"$jobs" "$@" >"$out/build.log" 2>&1 || {
        cat "$out/build.log"
        echo "1 failed to build"
        echo "0 passed, 1 failed"
        exit 1
    }
}

. tests/suites.sh

passed=$(grep -E '^ok ' "$out/all.tap" | grep -vc '# SKIP')
skipped=$(grep -cE '^ok .*# SKIP' "$out/all.tap")
failed=$(grep -c '^not ok' "$out/all.tap")
[ "$failed" -eq 0 ] || grep '^not ok' "$out/all.tap"
printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
