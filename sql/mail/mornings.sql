-- One row per morning of the year on which mails were written, the latest first.
select
    morning,
    count(*) as mail_count,
    count(sent_at) as sent_count,
    count(*) filter (where claimed_at is not null and sent_at is null) as unsure_count
from core.mail
where reporting_year = %(year)s
group by morning
order by morning desc
