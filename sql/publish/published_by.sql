-- One row: a run that published a version of the year; none where it did not.
select event_id
from core.year_event
where reporting_year = %(year)s and action = 'published' and run_id = %(run_id)s
order by event_id
limit 1
