-- One row per indicator of the department and year, up to the reporting year: of the unit that is
-- the department in the reporting year.
select
    i.reporting_year, i.unit_code, i.indicator_code, i.numerator, i.denominator,
    i.target_pct, i.target_year, i.is_met
from core.unit_year u
join mart.indicator i using (unit_code)
where
    u.reporting_year = %(year)s
    and u.parent_code is null
    and i.reporting_year <= %(year)s
order by i.reporting_year, i.indicator_code
