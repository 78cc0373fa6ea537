-- One row per unit and indicator of a year, as its mart has it.
select unit_code, indicator_code, numerator, denominator
from mart.indicator
where reporting_year = %(year)s
