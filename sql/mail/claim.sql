-- One row if the mail is ours to send; none if it was claimed before.
update core.mail
set claimed_at = now(), refusal = null
where mail_id = %(mail_id)s and claimed_at is null
returning mail_id
