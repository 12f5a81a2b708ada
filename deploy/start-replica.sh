#!/bin/sh
# A PostgreSQL that follows the one whose socket is in the same directory: from a copy it makes where it has none yet. The
# slot keeps what it has not had yet, as much as max_slot_wal_keep_size of the one it follows says. Where that was not
# enough, its log says so: empty its volume, and it begins anew. Needs the role cen_replica (create-roles.sh).
set -eu
sockets=${SOCKETS:-/var/run/postgresql}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  until pg_isready -q -h "$sockets" -p "${PRIMARY_PORT:-5432}"; do sleep 1; done
  export PGPASSWORD="$REPLICA_PASSWORD"
  # One of a copy that was broken off, or of a replica that was taken away, is left behind.
  slot() { psql -qX -d "host=$sockets port=${PRIMARY_PORT:-5432} user=cen_replica replication=true" -c "$1"; }
  slot 'DROP_REPLICATION_SLOT replica' 2>/dev/null || true
  # Whole, or not there: the place it is made in is not the one that is started from.
  rm -rf "$PGDATA.new"
  pg_basebackup -h "$sockets" -p "${PRIMARY_PORT:-5432}" -U cen_replica -D "$PGDATA.new" \
    --write-recovery-conf --wal-method=stream --create-slot --slot=replica --checkpoint=fast
  rm -rf "$PGDATA"
  mv "$PGDATA.new" "$PGDATA"
fi
exec postgres -c port="${PORT:-5433}" -c unix_socket_directories="$sockets" -c listen_addresses= \
  -c hot_standby_feedback=on -c max_slot_wal_keep_size=10GB
