-- One row per wrong cell and rule of form 1's counts; a blank count is 0.
with counts as (
    select
        submission_id, row_number, staff_type,
        coalesce(total_count, 0) as n, coalesce(registered_count, 0) as r,
        coalesce(assessed_count, 0) as a, coalesce(recognised_count, 0) as t,
        coalesce(skilled_count, 0) as d, coalesce(self_updating_count, 0) as p
    from headcount
),

pairs as (
    select submission_id, row_number, unnest([
        {'col': 'registered_count', 'more': n, 'less': r},
        {'col': 'assessed_count', 'more': n, 'less': a},
        {'col': 'recognised_count', 'more': a, 'less': t},
        {'col': 'skilled_count', 'more': t, 'less': d},
        {'col': 'self_updating_count', 'more': d, 'less': p}
    ]) as pair
    from counts
)

select 'headcount' as tab, submission_id, row_number, 'R09' as rule, pair.col as col
from pairs
where pair.less > pair.more and pair.less >= 0 and pair.more >= 0
union all
select 'headcount', submission_id, row_number, 'R04', 'staff_type'
from counts c
where staff_type is null
    or staff_type not in ('civil_servant', 'public_employee', 'worker')
    or (
        select count(*) from counts o
        where o.submission_id = c.submission_id and o.staff_type = c.staff_type
    ) > 1
