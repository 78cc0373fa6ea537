-- One row per submission judged: written new, or written over when it is judged again; what it was
-- worth among its unit's versions stays, unless its unit cannot be told any more.
insert into core.submission (
    submission_id, reporting_year, unit_code, version, form_version, sha256, source, received_at,
    is_on_time, is_identified, decision, status, declared_count, declared_cell, person_count,
    quarantined_count
)
select
    r.submission_id, %(reporting_year)s, %(unit_code)s, null, %(form_version)s, r.sha256, r.source,
    r.received_at, %(is_on_time)s, %(is_identified)s, %(decision)s, %(decision)s,
    %(declared_count)s, %(declared_cell)s, %(person_count)s, %(quarantined_count)s
from core.receipt r
where r.submission_id = %(submission_id)s
on conflict (submission_id) do update set
    reporting_year = excluded.reporting_year,
    unit_code = excluded.unit_code,
    form_version = excluded.form_version,
    received_at = excluded.received_at,
    is_on_time = excluded.is_on_time,
    is_identified = excluded.is_identified,
    decision = excluded.decision,
    version = case when excluded.is_identified then submission.version end,
    status = case when excluded.is_identified then submission.status else excluded.status end,
    declared_count = excluded.declared_count,
    declared_cell = excluded.declared_cell,
    person_count = excluded.person_count,
    quarantined_count = excluded.quarantined_count
