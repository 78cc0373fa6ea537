-- One row per mail of the year, the latest morning first, with the name of the unit it is about.
select
    m.mail_id, m.morning, m.audience, m.unit_code, m.recipient, m.subject, m.body, m.claimed_at,
    m.sent_at, m.refusal, u.name
from core.mail m
left join core.unit_year u
    on u.reporting_year = m.reporting_year and u.unit_code = m.unit_code
where m.reporting_year = %(year)s and (%(morning)s::date is null or m.morning = %(morning)s)
order by
    m.morning desc, array_position(array['office', 'leader', 'head', 'unit'], m.audience),
    m.unit_code asc
