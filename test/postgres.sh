#!/bin/sh
# Runs a command beside a PostgreSQL server of its own: postgres.sh COMMAND [ARGUMENT...]
#
# The server listens on a socket in a temporary folder alone and is gone with the command. Its URL is in
# UZEL_TEST_POSTGRESQL. Programs of the server: UZEL_POSTGRESQL_BIN, else Debian's of version 15. The
# server refuses to run as root: then it runs as the user postgres. Exit status 77: no server here.
set -eu
bin=${UZEL_POSTGRESQL_BIN:-/usr/lib/postgresql/15/bin}
if [ ! -x "$bin/initdb" ] || [ ! -x "$bin/pg_ctl" ]; then
    echo "skipped: no server of PostgreSQL 15 in $bin (packaging/setup.sh test installs it)"
    exit 77
fi
folder=$(mktemp -d /tmp/uzel-postgresql-XXXXXX)
as=
if [ "$(id -u)" = 0 ]; then
    chown postgres "$folder"
    chmod 711 "$folder" # others connect to the socket in it
    as="runuser -u postgres --"
fi

# shellcheck disable=SC2317 # called by the trap
stop() {
    (cd / && $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 143' INT TERM

# One line: pg_ctl hands it to a shell.
options="-c listen_addresses='' -c unix_socket_directories=$folder -c fsync=off -c max_connections=60"
options="$options ${UZEL_POSTGRESQL_OPTIONS:-}"
if ! (cd / && $as "$bin/initdb" --no-sync -A trust -U uzel -E UTF8 --locale=C -D "$folder/data" &&
      $as "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o "$options" start) >"$folder.txt" 2>&1; then
    cat "$folder.txt"
    [ ! -f "$folder/log" ] || cat "$folder/log"
    rm -f "$folder.txt"
    exit 1
fi
rm -f "$folder.txt"
UZEL_TEST_POSTGRESQL="postgresql://uzel@/postgres?host=$folder"
export UZEL_TEST_POSTGRESQL
status=0
"$@" || status=$?
[ "${UZEL_POSTGRESQL_LOG:-}" = "" ] || cp "$folder/log" "$UZEL_POSTGRESQL_LOG"
exit $status
