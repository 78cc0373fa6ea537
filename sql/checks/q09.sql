-- One row per submission that would replace another (the latest before it that is not rejected)
-- and holds a smaller share than the limit of that one's staff codes.
with versions as (
    select
        s.submission_id, s.declared_cell, s.declared_count,
        lag(s.submission_id) over (partition by s.unit_code order by s.version) as replaced_id
    from core.submission s
    join core.status own on own.status = s.decision and own.counts
    join core.status now on now.status = s.status and now.is_judged
    where s.reporting_year = %(year)s and s.is_identified
),

kept as (
    select
        v.submission_id, v.declared_cell, v.declared_count,
        count(*) as former_count,
        count(*) filter (
            where exists (
                select 1
                from core.roster_row n
                where n.submission_id = v.submission_id and n.person_key = p.person_key
            )
        ) as kept_count
    from versions v
    join core.roster_row p on p.submission_id = v.replaced_id
    group by v.submission_id, v.declared_cell, v.declared_count
)

select submission_id, declared_cell as cell, declared_count, former_count, kept_count
from kept
where 100 * kept_count < %(limit_pct)s * former_count
