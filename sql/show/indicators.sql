-- One row per indicator of the department in the year.
select i.indicator_code, i.numerator, i.denominator, i.target_pct, i.target_year, i.is_met
from mart.indicator i
join core.unit_year u using (reporting_year, unit_code)
where i.reporting_year = %(year)s and u.parent_code is null
order by i.indicator_code
