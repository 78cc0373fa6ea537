-- One row: a decision about a year.
insert into core.year_event (reporting_year, actor, action, state, reason, run_id)
values (%(year)s, %(actor)s, %(action)s, %(state)s, %(reason)s, %(run_id)s)
