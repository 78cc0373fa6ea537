-- One row per file that is held: whose it is, what it is worth, where it was received.
select
    r.submission_id, r.sha256, r.source, r.received_at, s.unit_code, s.version, t.label as status,
    coalesce(s.reporting_year, r.reporting_year) as reporting_year
from core.receipt r
left join core.submission s using (submission_id)
left join core.status t using (status)
where
    not exists (
        select 1
        from core.purged_file p
        where p.sha256 = r.sha256
    )
order by r.received_at, r.submission_id
