-- One row per person that two submissions do not tell alike, by keyed hash: where each stands, and
-- the columns that differ. No code and no name.
with old_rows as (
    select *
    from core.roster_row
    where submission_id = %(old_id)s
),

new_rows as (
    select *
    from core.roster_row
    where submission_id = %(new_id)s
)

select
    o.row_label as old_label,
    n.row_label as new_label,
    o.row_number as old_row,
    n.row_number as new_row,
    array(
        select k.key
        from jsonb_each(to_jsonb(o)) k
        join jsonb_each(to_jsonb(n)) m on m.key = k.key
        where
            k.value is distinct from m.value
            and k.key not in (
                'submission_id', 'row_number', 'row_label', 'code_cell', 'code_shown', 'person_key'
            )
        order by k.key
    ) as columns
from old_rows o
full join new_rows n on n.person_key = o.person_key
where
    o.person_key is null
    or n.person_key is null
    or (to_jsonb(o) - 'submission_id' - 'row_number' - 'row_label' - 'code_cell' - 'code_shown')
    <> (to_jsonb(n) - 'submission_id' - 'row_number' - 'row_label' - 'code_cell' - 'code_shown')
order by coalesce(n.row_number, o.row_number)
limit 200
