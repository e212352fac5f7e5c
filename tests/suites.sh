# What `make test` runs, in order. Read by tests/run.sh.
export CMOCKA_MESSAGE_OUTPUT=TAP
san=address,undefined
sanitized=build/address-undefined-widen

suite lint sh tests/lint.sh
build 'programs and unit tests' all units
for t in tests/unit/test_*.c; do
    n=$(basename "$t" .c)
    suite "unit/$n" "build/tests/unit/$n"
done
suite golden python3 tests/golden/golden.py build/gabay-indexer
suite indexer python3 tests/indexer/run.py build
suite articles python3 tests/articles/check.py build
suite texts python3 tests/texts/check.py build
suite relevance python3 tests/relevance/check.py build
suite http python3 tests/http/run.py build
suite browser sh tests/browser/run.sh run.js build
suite clients sh tests/clients/run.sh run.js build
suite docs python3 tests/docs/run.py build
suite install python3 tests/install/run.py build
suite store python3 tests/store/run.py build

# Once more with sanitizers, and with wide windows for what races.
build 'the same with address and undefined behaviour checks, races widened' \
    SANITIZE=$san WIDEN=1 all units fuzzers tools
for t in tests/unit/test_*.c; do
    n=$(basename "$t" .c)
    suite "unit/$n with sanitizers" "$sanitized/tests/unit/$n"
done
fuzz_rounds=${FULL:+600s}
for t in tests/fuzz/fuzz_*.c; do
    n=$(basename "$t" .c)
    suite "fuzz/${n#fuzz_}" "$sanitized/tests/fuzz/$n" \
        "tests/fuzz/corpus/${n#fuzz_}" "${fuzz_rounds:-5000}"
done
suite 'indexer with sanitizers' python3 tests/indexer/run.py $sanitized \
    usage problems report links content files search new import \
    watch watch_trouble
suite 'http with sanitizers' python3 tests/http/run.py $sanitized

# What fails, races and is hostile. FULL is set by `make test-full`.
suite valgrind sh tests/tools/valgrind.sh build
suite work python3 tests/work/run.py build
build 'with checks of threads' SANITIZE=thread all tools
suite 'http with checks of threads' python3 tests/http/run.py build/thread
suite 'store with checks of threads' python3 tests/store/run.py build/thread
build 'with faults to inject' FAULTS=1 all
suite faults python3 tests/faults/run.py build/faults ${FULL:+--all}
[ -z "${FULL:-}" ] || suite 'swaps and damage, at length' \
    python3 tests/http/run.py build --full swap publish
[ -z "${FULL:-}" ] || suite 'kills, at length' \
    python3 tests/indexer/run.py build --full kill
[ -z "${FULL:-}" ] || suite 'browser, how fast' \
    sh tests/browser/run.sh bench.js build --judge
[ -z "${FULL:-}" ] || suite 'kills of the store, at length' \
    python3 tests/store/run.py build --full kill
[ -z "${FULL:-}" ] || suite 'votes and kills, at length' \
    python3 tests/http/run.py build --full feedback_load
