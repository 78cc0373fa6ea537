-- One row per submission that would replace another (the latest before it that is not rejected)
-- and holds a smaller share than the limit of that one's staff codes, and of every earlier one's:
-- who goes back to a list that was sent before has put a mistake right.
with versions as (
    select s.submission_id, s.unit_code, s.version, s.declared_cell, s.declared_count
    from core.submission s
    join core.status own on own.status = s.decision and own.counts
    join core.status now on now.status = s.status and now.is_judged
    where s.reporting_year = %(year)s and s.is_identified
),

pairs as (
    select
        v.submission_id, v.declared_cell, v.declared_count, f.submission_id as former_id,
        row_number() over (partition by v.submission_id order by f.version desc) as age
    from versions v
    join versions f on f.unit_code = v.unit_code and f.version < v.version
),

kept as (
    select
        v.submission_id, v.declared_cell, v.declared_count, v.age,
        count(*) as former_count,
        count(*) filter (
            where exists (
                select 1
                from core.roster_row n
                where n.submission_id = v.submission_id and n.person_key = p.person_key
            )
        ) as kept_count
    from pairs v
    join core.roster_row p on p.submission_id = v.former_id
    group by v.submission_id, v.declared_cell, v.declared_count, v.age
)

select submission_id, declared_cell as cell, declared_count, former_count, kept_count
from kept k
where
    age = 1
    and not exists (
        select 1
        from kept same
        where
            same.submission_id = k.submission_id
            and 100 * same.kept_count >= %(limit_pct)s * same.former_count
    )
