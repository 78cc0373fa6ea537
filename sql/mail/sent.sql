-- One row: the mail that the server has taken.
update core.mail
set sent_at = now()
where mail_id = %(mail_id)s
