-- One row per unit and year with a deadline of its own.
select reporting_year, unit_code, deadline
from core.extension
