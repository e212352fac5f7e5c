#!/bin/sh
# Every fuzz target for so many seconds, under the address and undefined
# behaviour sanitizers. The mutations are the same ones each time: a longer
# run goes further along the same way.
set -eu
cd "$(dirname "$0")/../.."

seconds=${1:-60}
make -s SANITIZE=address,undefined fuzzers
for target in tests/fuzz/fuzz_*.c; do
    name=$(basename "$target" .c)
    "build/address-undefined/tests/fuzz/$name" \
        "tests/fuzz/corpus/${name#fuzz_}" "${seconds}s"
done
