-- One row per content that is not to come back.
insert into core.purged_file (sha256, purge_id)
values (%(sha256)s, %(purge_id)s)
on conflict do nothing
