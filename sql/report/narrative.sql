-- One row per statement of a counting submission in the reporting year.
select unit_code, row_number, topic, theme, text, cause, remedy, addressee
from core.narrative
where reporting_year = %(year)s
order by unit_code, row_number, topic
