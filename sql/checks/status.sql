-- One event per submission accepted on its own that year-wide warnings turn into one accepted with
-- warnings, or that they no longer do.
with standing as (
    select
        s.submission_id,
        s.status as from_status,
        case
            when exists (
                select 1
                from core.finding f
                where f.submission_id = s.submission_id and f.severity = 'warning'
            ) then %(warned)s
            else %(accepted)s
        end as to_status
    from core.submission s
    where
        s.reporting_year = %(year)s
        and s.decision = %(accepted)s
        and s.status in (%(accepted)s, %(warned)s)
),

changed as (
    update core.submission s
    set status = n.to_status
    from standing n
    where n.submission_id = s.submission_id and n.to_status <> n.from_status
    returning s.submission_id, n.from_status, n.to_status
)

insert into core.submission_event (submission_id, actor, from_status, to_status, reason)
select submission_id, 'collect_submissions', from_status, to_status, 'kiểm tra toàn năm'
from changed
