-- One row if the morning's mail is planned now; none if it was claimed before.
insert into core.mail (
    reporting_year, morning, audience, unit_code, recipient, subject, body
)
values (
    %(year)s, %(morning)s, %(audience)s, %(unit_code)s, %(recipient)s, %(subject)s, %(body)s
)
on conflict do nothing
returning mail_id
