#!/bin/sh
# Run once by PostgreSQL's image on an empty data directory: the role the portal works as. It owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v password="$APP_PASSWORD" <<'SQL'
create role cen_app login password :'password';
SQL
