-- One row: a run's last answer since the year was last frozen; none where nobody has answered.
select
    approval.inputs_hash, approval.candidate_sha256, approval.decision, approval.decided_by,
    approval.decided_at, approval.reason
from core.approval as approval
where
    approval.reporting_year = %(year)s
    and approval.run_id = %(run_id)s
    and approval.recorded_at >= (
        select max(frozen.happened_at)
        from core.year_event as frozen
        where frozen.reporting_year = %(year)s and frozen.state = 'frozen'
    )
order by approval.recorded_at desc
limit 1
