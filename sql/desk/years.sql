-- One row per year that the warehouse knows of, the latest first.
select reporting_year
from core.unit_year
union
select reporting_year
from core.receipt
where reporting_year is not null
order by reporting_year desc
