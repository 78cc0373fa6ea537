-- One row per reporting unit of the year: its standing file (the counting one, else the latest),
-- its latest one, what was found in that, when its feedback was taken, and the last morning on
-- which it was reminded.
with files as (
    select
        s.submission_id, s.unit_code, s.version, s.status, s.received_at, s.is_on_time, s.sha256,
        s.person_count, s.quarantined_count, t.counts
    from core.submission s
    join core.status t using (status)
    where s.reporting_year = %(year)s and s.is_identified and t.has_version
),

standing as (
    select distinct on (unit_code) *
    from files
    order by unit_code asc, counts desc, version desc
),

latest as (
    select distinct on (unit_code) *
    from files
    order by unit_code asc, version desc
),

critical as (
    select f.submission_id, count(*) as critical_count
    from core.finding f
    join latest using (submission_id)
    where f.severity = 'critical'
    group by f.submission_id
),

asked as (
    select
        q.submission_id,
        count(*) as warning_count,
        count(*) filter (where q.is_open) as open_count,
        count(*) filter (where q.action is null and q.explanation is not null) as answered_count,
        max(q.happened_at) filter (where q.action = 'asked_again') as asked_at
    from core.query q
    join latest using (submission_id)
    group by q.submission_id
),

taken as (
    select submission_id, max(happened_at) as taken_at
    from core.access_log
    where action = 'feedback' and reporting_year = %(year)s
    group by submission_id
),

reminded as (
    select r.unit_code, max(m.morning) as reminded_on
    from core.reminder r
    join core.mail m using (mail_id)
    where r.reporting_year = %(year)s and m.claimed_at is not null
    group by r.unit_code
)

select
    u.unit_code, u.name, u.parent_code, s.version, s.received_at, s.is_on_time, s.person_count,
    s.quarantined_count, e.deadline, l.version as latest_version, l.status as latest_status,
    l.received_at as latest_received_at, n.reminded_on,
    case when k.taken_at > coalesce(a.asked_at, '-infinity') then k.taken_at end as taken_at,
    coalesce(s.status, %(missing)s) as status,
    coalesce(c.critical_count, 0) as critical_count,
    coalesce(a.warning_count, 0) as warning_count,
    coalesce(a.open_count, 0) as open_count,
    coalesce(a.answered_count, 0) as answered_count
from core.unit_year u
left join standing s using (unit_code)
left join latest l using (unit_code)
left join critical c on c.submission_id = l.submission_id
left join asked a on a.submission_id = l.submission_id
left join taken k on k.submission_id = l.submission_id
left join core.extension e using (reporting_year, unit_code)
left join reminded n using (unit_code)
where u.reporting_year = %(year)s and u.is_expected
order by u.position
