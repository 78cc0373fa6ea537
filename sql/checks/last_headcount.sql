-- One row per reporting unit of a year: the people it declared, 0 where nothing of it counts.
select u.unit_code, coalesce(c.declared_count, 0) as declared_count
from core.unit_year u
left join core.counting c using (reporting_year, unit_code)
where u.reporting_year = %(year)s and u.is_expected
