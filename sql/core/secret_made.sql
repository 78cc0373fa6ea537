-- One row: what the secret gives with which this warehouse is filled from now on.
insert into core.secret_check (check_value)
values (%(check_value)s)
