# What `make test` runs, in order. Read by tests/run.sh.
export CMOCKA_MESSAGE_OUTPUT=TAP
san=address,undefined
sanitized=build/address-undefined

build 'programs and unit tests' all units
build 'the same with address and undefined behaviour checks' \
    SANITIZE=$san all units fuzzers
for t in tests/unit/test_*.c; do
    n=$(basename "$t" .c)
    suite "unit/$n" "build/tests/unit/$n"
    suite "unit/$n with sanitizers" "$sanitized/tests/unit/$n"
done

# What fails, races and is hostile. FULL is set by `make test-full`.
suite valgrind sh tests/tools/valgrind.sh build
build 'with checks of threads' SANITIZE=thread all build/thread/tests/http/make_site
suite 'http with checks of threads' python3 tests/http/run.py build/thread
build 'with faults to inject' FAULTS=1 all
suite faults python3 tests/faults/run.py build/faults ${FULL:+--all}
fuzz_rounds=${FULL:+600s}
for t in tests/fuzz/fuzz_*.c; do
    n=$(basename "$t" .c)
    suite "fuzz/${n#fuzz_}" "$sanitized/tests/fuzz/$n" \
        "tests/fuzz/corpus/${n#fuzz_}" "${fuzz_rounds:-20000}"
done
