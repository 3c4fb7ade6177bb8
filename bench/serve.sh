#!/bin/sh
# Starts the server of a registry on one core and asks it from the other: bench_serve.c.
# Usage: serve.sh BUILD REGISTRY [SECONDS [LINE]]
set -eu
build=$1 registry=$2 seconds=${3:-10}
log=$(mktemp)
one= other=
if command -v taskset >/dev/null && [ "$(nproc)" -gt 1 ]; then
    one="taskset -c 0" other="taskset -c 1"
fi
$one "$build/uzel" serve --registry "$registry" --port 0 --lang en >"$log" &
server=$!
trap 'kill $server; rm -f "$log"' EXIT
port=
while [ -z "$port" ]; do
    kill -0 $server
    sleep 1
    port=$(sed -n 's|.*http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$log" | head -n 1)
done
$other "$build/bench/bench_serve" "$registry" "$build/data" "$port" "$server" "$seconds" ${4:+"$4"}
grep -E 'VmHWM|RssAnon' "/proc/$server/status"
