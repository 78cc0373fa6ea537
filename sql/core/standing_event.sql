-- One row: a change of a submission's status.
insert into core.submission_event (submission_id, actor, from_status, to_status, reason)
values (%(submission_id)s, %(actor)s, %(from_status)s, %(to_status)s, %(reason)s)
