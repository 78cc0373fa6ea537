-- One row: a unit as it was in the year, with its own deadline if it has one.
select u.unit_code, u.name, u.unit_type, u.parent_code, u.pass_score, u.is_expected, e.deadline
from core.unit_year u
left join core.extension e using (reporting_year, unit_code)
where u.reporting_year = %(year)s and u.unit_code = %(unit_code)s
