-- One row per reporting unit in force: whether its file came, in time, and what it is worth.
insert into mart.completeness (
    reporting_year, unit_code, is_expected, is_received, is_on_time, status
)
with files as (
    select s.unit_code, s.version, s.is_on_time, s.decision, s.status, t.counts, t.is_judged
    from core.submission s
    join core.status t using (status)
    where s.reporting_year = %(year)s and s.is_identified and t.has_version
),

-- The first version that ever counted, superseded since or not.
first_counted as (
    select distinct on (f.unit_code) f.unit_code, f.is_on_time
    from files f
    join core.status own on own.status = f.decision and own.counts
    where f.is_judged
    order by f.unit_code asc, f.version asc
),

-- The counting version, else the latest.
standing as (
    select distinct on (unit_code) unit_code, status
    from files
    order by unit_code asc, counts desc, version desc
)

select
    u.reporting_year,
    u.unit_code,
    u.is_expected,
    s.unit_code is not null,
    coalesce(f.is_on_time, false),
    coalesce(s.status, %(missing)s)
from core.unit_year u
left join first_counted f using (unit_code)
left join standing s using (unit_code)
where u.reporting_year = %(year)s and u.is_expected
