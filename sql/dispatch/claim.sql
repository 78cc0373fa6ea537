-- One row if the mail about a version is ours to send; none if it was claimed before.
insert into core.dispatch (reporting_year, version, recipient)
values (%(year)s, %(version)s, %(recipient)s)
on conflict do nothing
returning version
