#!/bin/sh
# Installs from npm what the client tests need, exactly as locked. Nothing is
# asked of the network when it is there already.
set -eu
cd "$(dirname "$0")"

stamp=node_modules/.locked
! cmp -s package-lock.json "$stamp" || exit 0
echo "  NPM  tests/clients"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! npm ci >"$log" 2>&1; then
    cat "$log" >&2
    echo "gabay: could not install the client tests' packages from npm" >&2
    exit 3
fi
cp package-lock.json "$stamp"
