#!/bin/sh
# Run once, as a superuser, on an empty database; PostgreSQL's image does so by itself. Makes the role that owns the
# database and migrates, and the one the portal works as, which owns nothing; where a replica follows, the role it does so
# as. None is a superuser. By hand, passwords in the environment (OWNER_PASSWORD, APP_PASSWORD, REPLICA_PASSWORD), never
# among the words of a command: sudo -u postgres --preserve-env sh -c \
#   'POSTGRES_USER=postgres POSTGRES_DB=cen sh -s' < deploy/create-roles.sh
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v database="$POSTGRES_DB" \
  -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" <<'SQL'
create role cen_owner login nosuperuser nocreatedb nocreaterole password :'owner_password';
create role cen_app login nosuperuser nocreatedb nocreaterole password :'app_password';
alter database :"database" owner to cen_owner;
revoke all on database :"database" from public;
grant connect on database :"database" to cen_app;
SQL
if [ -n "${REPLICA_PASSWORD:-}" ]; then
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v replica_password="$REPLICA_PASSWORD" <<'SQL'
create role cen_replica login replication nosuperuser nocreatedb nocreaterole password :'replica_password';
SQL
fi
