-- One row per unit whose blank workbook of the year was put into its outbox.
select unit_code, sha256
from core.blank
where reporting_year = %(year)s
