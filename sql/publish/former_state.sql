-- One row: the state before the year was last frozen; none where it was open all along.
select state
from core.year_event
where reporting_year = %(year)s and state <> 'frozen'
order by event_id desc
limit 1
