-- One row per change of status on the last day on which any file of the year changed its own.
with events as (
    select
        e.happened_at, e.from_status, e.to_status, e.reason, s.unit_code, s.version, s.sha256,
        date_trunc('day', e.happened_at, 'Asia/Ho_Chi_Minh')
        = date_trunc('day', max(e.happened_at) over (), 'Asia/Ho_Chi_Minh') as is_last
    from core.submission_event e
    join core.submission s using (submission_id)
    where s.reporting_year = %(year)s
)

select happened_at, from_status, to_status, reason, unit_code, version, sha256
from events
where is_last
order by happened_at desc, unit_code asc, version desc
limit 40
