-- One row: an answer to a request for approval; the same answer again is nothing.
insert into core.approval (
    reporting_year, inputs_hash, candidate_sha256, decision, decided_by, decided_as, decided_at,
    reason, run_id
)
values (
    %(year)s, %(inputs_hash)s, %(candidate_sha256)s, %(decision)s, %(decided_by)s, %(decided_as)s,
    %(decided_at)s, %(reason)s, %(run_id)s
)
on conflict do nothing
