#!/bin/sh
# A PostgreSQL that follows the one whose socket is in the same directory: from a copy it makes where it has none yet. The
# slot keeps what it has not had yet, 10 GB of it at most. Needs the role cen_replica (create-roles.sh).
set -eu
sockets=${SOCKETS:-/var/run/postgresql}
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  until pg_isready -q -h "$sockets" -p "${PRIMARY_PORT:-5432}"; do sleep 1; done
  PGPASSWORD=$REPLICA_PASSWORD pg_basebackup -h "$sockets" -p "${PRIMARY_PORT:-5432}" -U cen_replica -D "$PGDATA" \
    --write-recovery-conf --wal-method=stream --create-slot --slot=replica --checkpoint=fast
fi
exec postgres -c port="${PORT:-5433}" -c unix_socket_directories="$sockets" -c listen_addresses= \
  -c hot_standby_feedback=on -c max_slot_wal_keep_size=10GB
