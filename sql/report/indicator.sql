-- One row per unit in force, indicator and year, up to the reporting year.
select
    reporting_year, unit_code, indicator_code, numerator, denominator,
    target_pct, target_year, is_met
from mart.indicator
where reporting_year <= %(year)s
order by reporting_year, unit_code, indicator_code
