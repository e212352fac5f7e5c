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

suite install python3 tests/install/run.py build
