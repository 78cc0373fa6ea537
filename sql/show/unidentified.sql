-- One row per file whose unit or year cannot be told: its place in the inbox, the rules it breaks,
-- and what is said of the first of them.
select
    s.sha256, s.source,
    string_agg(distinct f.rule_code, ' ' order by f.rule_code) as rules,
    (array_agg(f.message order by f.rule_code, f.finding_id))[1] as message
from core.submission s
join core.finding f using (submission_id)
left join core.placed p using (submission_id)
where
    not s.is_identified
    and (s.reporting_year is null or s.reporting_year = %(year)s)
    and p.action is distinct from 'set_aside'
group by s.submission_id, s.sha256, s.source, s.received_at
order by s.received_at, s.source
