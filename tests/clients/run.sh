#!/bin/sh
# run.sh PROGRAM.js ARGUMENTS...: runs one of the programs in this folder under
# the Node.js of the browser tests.
set -eu
here=$(dirname "$0")
program=$1
shift
exec sh "$here/../browser/run.sh" "../clients/$program" "$@"
