-- One row per unit in force and indicator, of the reporting year and the year before it.
select
    reporting_year, unit_code, indicator_code, numerator, denominator,
    target_pct, target_year, is_met
from mart.indicator
where reporting_year between %(year)s - 1 and %(year)s
order by reporting_year, unit_code, indicator_code
