-- One row: the blank workbook that now lies in a unit's outbox.
insert into core.blank (reporting_year, unit_code, name, sha256)
values (%(year)s, %(unit_code)s, %(name)s, %(sha256)s)
on conflict (reporting_year, unit_code) do update
set name = excluded.name, sha256 = excluded.sha256, written_at = now()
