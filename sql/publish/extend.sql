-- One row: a unit's own deadline in a year, in place of any it had.
insert into core.extension (reporting_year, unit_code, deadline)
values (%(year)s, %(unit_code)s, %(deadline)s)
on conflict (reporting_year, unit_code) do update set deadline = excluded.deadline
