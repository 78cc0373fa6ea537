-- One row per change of status of a unit's files in the year, the latest first.
select e.happened_at, e.actor, e.from_status, e.to_status, e.reason, s.version, s.sha256
from core.submission_event e
join core.submission s using (submission_id)
where s.reporting_year = %(year)s and s.unit_code = %(unit_code)s
order by e.event_id desc
limit 100
