-- One row: the mail that the server has surely not taken, and what it said.
update core.mail
set claimed_at = null, refusal = %(refusal)s
where mail_id = %(mail_id)s and sent_at is null
