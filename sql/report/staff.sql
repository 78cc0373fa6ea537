-- One row per counting unit and staff type in the reporting year, whichever form it came by.
-- Assessed, trained persons and classes are null where the year's form does not ask for them.
select
    unit_code, staff_type,
    count(*) as total_count,
    count(*) filter (where is_registered) as registered_count,
    count(*) filter (where score is not null) as assessed_count,
    count(*) filter (where is_recognised) as recognised_count,
    count(*) filter (where is_recognised and is_digitally_skilled) as skilled_count,
    count(*) filter (
        where is_recognised and is_digitally_skilled and is_self_updating
    ) as self_updating_count,
    count(*) filter (where training_count > 0) as trained_count,
    sum(training_count) as class_count
from core.roster
where reporting_year = %(year)s
group by unit_code, staff_type
union all
select
    unit_code, staff_type, total_count, registered_count, assessed_count, recognised_count,
    skilled_count, self_updating_count, null, null
from core.headcount
where reporting_year = %(year)s
order by unit_code, staff_type
