-- One row per wrong cell and rule: the row rules of docs/bieu-mau.md, said once more from the typed rows.
-- Follow-ons are dropped here too: `bad` are the cells that failed R02, R04 or R05.
with persons as (
    select
        *,
        coalesce(regexp_full_match(person_code, '[A-Za-z0-9.-]{1,20}'), false) as is_code,
        upper(person_code) as upper_code
    from roster
),

single as (
    select submission_id, row_number, 'R01' as rule, 'person_code' as col
    from persons where person_code is null
    union all
    select submission_id, row_number, 'R01', 'full_name' from persons where full_name is null
    union all
    select submission_id, row_number, 'R02', 'person_code'
    from persons where person_code is not null and not is_code
    union all
    select submission_id, row_number, 'R03', 'person_code'
    from persons p
    where is_code and (
        select count(*) from persons o
        where o.submission_id = p.submission_id and o.is_code and o.upper_code = p.upper_code
    ) > 1
    union all
    select submission_id, row_number, 'R04', 'staff_type'
    from persons
    where staff_type is null or staff_type not in ('civil_servant', 'public_employee', 'worker')
    union all
    select submission_id, row_number, 'R04', col
    from (
        unpivot (
            select submission_id, row_number, is_registered, is_recognised,
                is_digitally_skilled, is_self_updating
            from persons
        ) on is_registered, is_recognised, is_digitally_skilled, is_self_updating
        into name col value answer
    )
    where answer not in ('true', 'false')
    union all
    select submission_id, row_number, 'R05', 'score' from persons where score < 0 or score > 100
    union all
    select submission_id, row_number, 'R05', 'training_count' from persons where training_count < 0
),

several as (
    select submission_id, row_number, 'R06' as rule, 'is_recognised' as col, 'score' as other
    from persons where is_recognised = 'true' and score < pass_score
    union all
    select submission_id, row_number, 'R07', 'is_self_updating', 'is_digitally_skilled'
    from persons where is_self_updating = 'true' and is_digitally_skilled = 'false'
    union all
    select submission_id, row_number, 'Q01', 'is_recognised', 'is_registered'
    from persons where is_recognised = 'true' and is_registered = 'false'
    union all
    select submission_id, row_number, 'Q04', 'training_count', 'training_count'
    from persons where training_count > 30
    union all
    select submission_id, row_number, 'Q07', 'is_recognised', 'score'
    from persons where is_recognised = 'true' and score is null
),

persons_found as (
    select * from single
    union all
    select submission_id, row_number, rule, col
    from several s
    where not exists (
        select 1 from single b
        where b.submission_id = s.submission_id and b.row_number = s.row_number
            and b.rule in ('R02', 'R04', 'R05') and b.col in (s.col, s.other)
    )
),

activities_found as (
    select submission_id, row_number, 'R08' as rule, 'task_code' as col
    from activity
    where task_code is null or not list_contains($tasks, task_code)
    union
    select submission_id, row_number, 'R08', 'content' from activity where content is null
    union
    select submission_id, row_number, 'R08', 'start_date'
    from activity where start_date is null or start_date not between $first and $last
    union
    select submission_id, row_number, 'R08', 'end_date'
    from activity where end_date < start_date or end_date not between $first and $last
    union
    select submission_id, row_number, 'R05', 'participant_count'
    from activity where participant_count < 0
    union
    select submission_id, row_number, 'R05', 'budget_thousand_vnd'
    from activity where budget_thousand_vnd < 0
    union
    select submission_id, row_number, 'Q06', 'participant_count'
    from activity where participant_count > 2 * headcount
    union
    select submission_id, row_number, 'Q11', 'budget_thousand_vnd'
    from activity
    where
        budget_thousand_vnd > 0
        and (
            budget_thousand_vnd not between 10 and 200000
            or budget_thousand_vnd <> round(budget_thousand_vnd)
        )
)

select 'roster' as tab, * from persons_found
union all
select 'activity', * from activities_found
