-- One row per unit and step that was reminded, or whose text lay ready to be sent by hand.
select unit_code, audience, days_before
from core.reminder
where reporting_year = %(year)s
