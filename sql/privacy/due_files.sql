-- One row per receipt of a content whose retention has passed: by its year, else by the year that
-- it was last received in.
with years as (
    select
        r.submission_id, r.sha256, coalesce(s.reporting_year, r.reporting_year) as reporting_year,
        coalesce(
            s.reporting_year, r.reporting_year,
            extract(year from r.received_at at time zone 'Asia/Ho_Chi_Minh')::integer
        ) as kept_for
    from core.receipt r
    left join core.submission s using (submission_id)
),

due as (
    select sha256
    from years
    group by sha256
    having max(kept_for) <= %(last)s
)

select y.submission_id, y.sha256, y.reporting_year
from years y
where
    y.sha256 in (select due.sha256 from due)
    and not exists (
        select 1
        from core.purged_file p
        where p.sha256 = y.sha256
    )
order by y.reporting_year, y.submission_id
