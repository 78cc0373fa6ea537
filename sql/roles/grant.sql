-- What each role may do; the pipeline's and the desk's hold for tables to come as well.
grant usage on schema core, mart to report_pipeline, report_desk, report_reader;

grant create on schema core, mart to report_pipeline;
grant all on all tables in schema core, mart to report_pipeline;
alter default privileges in schema core grant all on tables to report_pipeline;
alter default privileges in schema mart grant all on tables to report_pipeline;

-- The desk looks at everything, and writes down what a steward decides there: who looked, which
-- warning is settled (so its feedback is to be written anew), how a text of the report reads.
grant select on all tables in schema core, mart to report_desk;
alter default privileges in schema core grant select on tables to report_desk;
alter default privileges in schema mart grant select on tables to report_desk;
grant insert on core.access_log, core.ruling, core.edited_text to report_desk;
grant update (feedback_key) on core.submission to report_desk;

-- A reader sees figures: no row of a person, no text of a unit, no name of a file or an account.
grant select on all tables in schema mart to report_reader;
alter default privileges in schema mart grant select on tables to report_reader;
grant select on core.unit_year, core.status, core.counting, core.measure, core.headcount
to report_reader;
grant select (
    submission_id, reporting_year, unit_code, version, form_version, sha256, received_at,
    is_on_time, status, decision, is_identified, declared_count, person_count, quarantined_count
) on core.submission to report_reader;
grant select (submission_id, rule_code, severity, sheet, column_name) on core.finding
to report_reader
