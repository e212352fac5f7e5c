#!/bin/sh
# run.sh PROGRAM.js ARGUMENTS...: runs one of the programs in this folder under
# the Node.js that package-lock.json names; Debian's own is too old for some of
# what is used.
set -eu
here=$(dirname "$0")
node=$(ls "$here"/node_modules/node-linux-*/bin/node 2>/dev/null | head -n 1)
if [ -z "$node" ]; then
    echo "gabay: run tests/tools/install.sh test first" >&2
    exit 3
fi
program=$1
shift
exec "$node" "$here/$program" "$@"
