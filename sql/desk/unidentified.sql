-- One row per file that no unit's year has: its unit or year cannot be told, or it was set aside.
select
    s.submission_id, s.sha256, s.unit_code, s.reporting_year, s.received_at, r.source, r.arrival,
    r.first_seen_at, p.actor, p.reason, p.happened_at,
    (array_agg(f.rule_code order by f.finding_id))[1] as rule_code,
    array_agg(f.message order by f.finding_id) as messages,
    coalesce(p.action = 'set_aside', false) as is_set_aside
from core.submission s
join core.receipt r using (submission_id)
join core.finding f using (submission_id)
left join core.placed p on p.submission_id = s.submission_id and p.action <> 'returned'
where
    not s.is_identified
    and f.severity = 'critical'
    and (s.reporting_year is null or s.reporting_year = %(year)s)
group by s.submission_id, r.submission_id, p.action, p.actor, p.reason, p.happened_at
order by s.received_at desc, r.source asc
