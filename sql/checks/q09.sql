-- One row per submission that would replace another (the latest before it that is not rejected)
-- and holds fewer than half of that one's staff codes.
with versions as (
    select
        submission_id, unit_code, declared_cell, declared_count, status,
        lag(submission_id) over (partition by unit_code order by version) as replaced_id
    from core.submission
    where
        reporting_year = %(year)s
        and is_identified
        and decision <> 'rejected'
        and status not in ('duplicate', 'held')
),

kept as (
    select
        v.submission_id, v.declared_cell, v.declared_count,
        count(*) as former_count,
        count(*) filter (
            where exists (
                select 1
                from core.person_row n
                where n.submission_id = v.submission_id and n.person_key = p.person_key
            )
        ) as kept_count
    from versions v
    join core.person_row p on p.submission_id = v.replaced_id
    group by v.submission_id, v.declared_cell, v.declared_count
)

select submission_id, declared_cell as cell, declared_count, former_count, kept_count
from kept
where 2 * kept_count < former_count
