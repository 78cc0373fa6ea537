-- One row per decision about the year, the latest first.
select happened_at, actor, action, state, reason
from core.year_event
where reporting_year = %(year)s
order by event_id desc
limit 30
