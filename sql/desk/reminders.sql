-- One row per mail of the year that reminded a unit, or told another of it, the latest first.
select
    m.morning, m.audience, m.recipient, m.claimed_at, m.sent_at, m.refusal,
    min(r.days_before) as days_before
from core.reminder r
join core.mail m using (mail_id)
where r.reporting_year = %(year)s and r.unit_code = %(unit_code)s
group by m.mail_id
order by m.morning desc, m.mail_id desc
