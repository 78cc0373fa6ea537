-- One row per year whose data on persons are gone, and since when.
select reporting_year, happened_at
from core.purge
where kind = 'persons' and reporting_year is not null
order by reporting_year
