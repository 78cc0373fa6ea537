-- One row per receipt of bytes that were brought at the desk, with what became of it.
select
    r.sha256, r.received_at, r.arrival, r.is_read, r.reporting_year as read_year, s.submission_id,
    s.unit_code, s.reporting_year, s.version, s.status, s.decision, s.is_identified, u.name,
    count(f.finding_id) filter (where f.severity = 'critical') as critical_count,
    count(f.finding_id) filter (where f.severity = 'warning') as warning_count,
    min(f.message) filter (where f.severity = 'critical') as message
from core.receipt r
left join core.submission s using (submission_id)
left join core.unit_year u
    on u.unit_code = s.unit_code and u.reporting_year = s.reporting_year
left join core.finding f using (submission_id)
where starts_with(r.source, 'uploads/') and r.sha256 = any(%(digests)s)
group by r.submission_id, s.submission_id, u.name
order by r.received_at, r.sha256
