-- One row per reporting unit in force: whether its file came, in time, and what it is worth.
insert into mart.completeness (
    reporting_year, unit_code, is_expected, is_received, is_on_time, status
)
with files as (
    select *
    from core.submission
    where reporting_year = %(year)s and is_identified and status <> 'duplicate'
),

-- The first version that ever counted, superseded since or not.
first_counted as (
    select distinct on (unit_code) unit_code, is_on_time
    from files
    where decision <> 'rejected' and status <> 'held'
    order by unit_code asc, version asc
),

-- The counting version, else the latest.
standing as (
    select distinct on (unit_code) unit_code, status
    from files
    order by
        unit_code asc,
        status in ('partially_accepted', 'accepted_with_warnings', 'accepted') desc,
        version desc
)

select
    u.reporting_year,
    u.unit_code,
    u.is_expected,
    s.unit_code is not null,
    coalesce(f.is_on_time, false),
    coalesce(s.status, 'missing')
from core.unit_year u
left join first_counted f using (unit_code)
left join standing s using (unit_code)
where u.reporting_year = %(year)s and u.is_expected
