#!/bin/bash
# The warehouse beside Airflow's metadata, on a server that is made for both (docker-compose.yml):
# its roles (warehouse/roles.py), and a login for each and for Airflow, with the secret of its name.
set -euo pipefail
: "${SECRETS_DIR:=/run/secrets}"

psql -v ON_ERROR_STOP=1 -U postgres -d postgres \
    -v airflow="$(cat "$SECRETS_DIR/airflow_password")" \
    -v pipeline="$(cat "$SECRETS_DIR/pipeline_password")" \
    -v desk="$(cat "$SECRETS_DIR/desk_password")" \
    -v reader="$(cat "$SECRETS_DIR/reader_password")" <<'SQL'
create role report_pipeline nologin;
create role report_desk nologin;
create role report_reader nologin;
create role airflow login password :'airflow';
create role pipeline login password :'pipeline' in role report_pipeline;
create role desk login password :'desk' in role report_desk;
create role reader login password :'reader' in role report_reader;
create database airflow owner airflow;
create database warehouse owner pipeline;
revoke connect, temporary on database warehouse from public;
revoke connect, temporary on database airflow from public;
grant connect on database warehouse to report_desk, report_reader;
SQL
