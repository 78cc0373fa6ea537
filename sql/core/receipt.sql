-- One row per receipt; the same receipt again is nothing.
insert into core.receipt (submission_id, source, sha256, received_at)
values (%(submission_id)s, %(source)s, %(sha256)s, %(received_at)s)
on conflict do nothing
