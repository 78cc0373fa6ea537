-- One row per counting unit and topic with text in the reporting year.
select unit_code, topic, text
from core.narrative
where reporting_year = %(year)s
order by unit_code, topic
