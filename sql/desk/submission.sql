-- One row: a submission by its id, with its receipt.
select
    s.submission_id, s.sha256, s.unit_code, s.reporting_year, s.version, s.is_identified, s.status,
    s.feedback_sha256,
    r.source, r.received_at
from core.submission s
join core.receipt r using (submission_id)
where s.submission_id = %(submission_id)s
