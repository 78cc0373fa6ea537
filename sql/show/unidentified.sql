-- One row per file whose unit or year cannot be told, with the rules it breaks.
select s.sha256, string_agg(distinct f.rule_code, ' ' order by f.rule_code) as rules
from core.submission s
join core.finding f using (submission_id)
where not s.is_identified and (s.reporting_year is null or s.reporting_year = %(year)s)
group by s.submission_id, s.sha256, s.received_at
order by s.received_at
