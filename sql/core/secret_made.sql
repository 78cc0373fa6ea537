-- One row: what the secret gives with which this warehouse is filled from now on; none where the
-- run of another year has just written it.
insert into core.secret_check (check_value)
values (%(check_value)s)
on conflict do nothing
