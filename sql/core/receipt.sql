-- One row per receipt; the same receipt again is nothing.
insert into core.receipt (
    submission_id, source, sha256, received_at, arrival, modified_at, first_seen_at, register_number
)
values (
    %(submission_id)s, %(source)s, %(sha256)s, %(received_at)s, %(how)s, %(modified_at)s,
    %(first_seen_at)s, %(register_number)s
)
on conflict do nothing
