#!/bin/sh
# Installs from npm what the browser tests need, exactly as locked. Nothing is
# asked of the network when it is there already.
set -eu
cd "$(dirname "$0")"

stamp=node_modules/.locked
! cmp -s package-lock.json "$stamp" || exit 0
echo "  NPM  tests/browser"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! PUPPETEER_SKIP_DOWNLOAD=1 npm ci >"$log" 2>&1; then
    cat "$log" >&2
    echo "gabay: could not install the browser tests' packages from npm" >&2
    exit 3
fi
cp package-lock.json "$stamp"
