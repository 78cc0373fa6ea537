-- One row per content that was ever received, but what was purged.
select distinct r.sha256
from core.receipt r
where
    not exists (
        select 1
        from core.purged_file p
        where p.sha256 = r.sha256
    )
order by r.sha256
