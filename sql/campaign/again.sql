-- One row per unit and step whose mail the server has surely refused: to be sent again.
select r.unit_code, r.audience, r.days_before
from core.reminder r
join core.mail m using (mail_id)
where
    r.reporting_year = %(year)s
    and m.claimed_at is null
    and m.refusal is not null
