-- One row: the last morning before this one on which the Office was told of the year, or null.
select max(morning) as morning
from core.mail
where
    reporting_year = %(year)s
    and audience = 'office'
    and morning < %(morning)s
