-- One row: the year's state; none where it was never frozen.
select state, actor, happened_at, run_id
from core.year_state
where reporting_year = %(year)s
