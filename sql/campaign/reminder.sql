-- One row: a unit's step and the mail that carries it.
insert into core.reminder (reporting_year, unit_code, audience, days_before, mail_id)
values (%(year)s, %(unit_code)s, %(audience)s, %(days_before)s, %(mail_id)s)
