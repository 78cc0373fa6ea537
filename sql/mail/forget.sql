-- One row per mail that has surely not gone out and is written anew: this morning's, and those that
-- the server refused on an earlier one; its reminders go with it.
delete from core.mail
where
    reporting_year = %(year)s
    and audience = any(%(audiences)s)
    and claimed_at is null
    and (
        morning = %(morning)s
        or refusal is not null
    )
