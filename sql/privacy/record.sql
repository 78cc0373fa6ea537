-- One row: what was purged, and why.
insert into core.purge (actor, reason, kind, reporting_year, entry_count, file_count)
values (%(actor)s, %(reason)s, %(kind)s, %(year)s, %(entry_count)s, %(file_count)s)
returning purge_id
