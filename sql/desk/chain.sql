-- One row per file of a unit in the year, the latest first; doubles and held ones too.
select
    s.submission_id, s.version, s.form_version, s.sha256, s.received_at, s.is_on_time, s.decision,
    s.status, s.declared_count, s.person_count, s.quarantined_count, s.is_identified,
    s.feedback_key,
    p.actor as placed_by, p.reason as placed_for, p.happened_at as placed_at,
    r.arrival, r.modified_at, r.first_seen_at, r.register_number,
    (
        select max(a.happened_at)
        from core.access_log a
        where a.submission_id = s.submission_id and a.action = 'feedback'
    ) as taken_at,
    count(f.finding_id) filter (where f.severity = 'critical') as critical_count,
    count(f.finding_id) filter (where f.severity = 'warning') as warning_count,
    count(f.finding_id) filter (where q.is_open) as open_count,
    count(f.finding_id) filter (
        where q.action is null and q.explanation is not null
    ) as answered_count
from core.submission s
join core.receipt r using (submission_id)
left join core.finding f using (submission_id)
left join core.query q on q.finding_id = f.finding_id
left join core.placed p on p.submission_id = s.submission_id and p.action = 'assigned'
where s.reporting_year = %(year)s and s.unit_code = %(unit_code)s
group by s.submission_id, r.submission_id, p.actor, p.reason, p.happened_at
order by s.received_at desc, s.version desc nulls last
