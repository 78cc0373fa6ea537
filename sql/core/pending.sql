-- One row per receipt not judged yet that may belong to the year: not read, or read as that year's.
select r.submission_id
from core.receipt r
left join core.submission s using (submission_id)
where
    s.submission_id is null
    and (not r.is_read or r.reporting_year = %(year)s)
    and not exists (
        select 1
        from core.purged_file p
        where p.sha256 = r.sha256
    )
order by r.received_at, r.source
