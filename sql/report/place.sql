-- One row per table of a counting submission of the reporting year or the year before it.
select c.reporting_year, c.unit_code, r.table_name, r.sheet, r.cells
from core.counting c
join core.sheet_range r using (submission_id)
where c.reporting_year in (%(year)s - 1, %(year)s)
order by c.reporting_year, c.unit_code, r.table_name
