-- One row per reporting unit of the reporting year and of the year before it.
select reporting_year, unit_code, is_expected, is_received, is_on_time, status
from mart.completeness
where reporting_year between %(year)s - 1 and %(year)s
order by reporting_year, unit_code
