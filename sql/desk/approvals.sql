-- One row per answer to a request to approve the year's report, the latest first.
select inputs_hash, decision, decided_by, decided_at, reason
from core.approval
where reporting_year = %(year)s
order by recorded_at desc
limit 20
