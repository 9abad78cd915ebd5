#!/bin/sh
# Run once by the postgres image, on empty data: the logins and databases of Junkan and of Temporal.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres \
  -v owner="$JUNKAN_OWNER_PASSWORD" -v application="$JUNKAN_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" <<'SQL'
CREATE ROLE junkan_app NOLOGIN;
-- The owner of the tables: used by migrations alone.
CREATE ROLE junkan_owner LOGIN PASSWORD :'owner' IN ROLE junkan_app;
-- The application: may append to the record, not alter it.
CREATE ROLE junkan LOGIN PASSWORD :'application' IN ROLE junkan_app;
CREATE DATABASE junkan OWNER junkan_owner;

CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
SQL
