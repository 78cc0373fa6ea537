-- One row per year up to the reporting year and indicator: the department of that year, and the
-- units its figures come from.
with department as (
    select reporting_year, unit_code, name
    from core.unit_year
    where parent_code is null and reporting_year <= %(year)s
),

coverage as (
    select
        reporting_year,
        count(*) filter (where is_expected) as expected_count,
        count(*) filter (where counts) as counted_count
    from mart.completeness
    join core.status using (status)
    where reporting_year <= %(year)s
    group by reporting_year
)

select
    d.reporting_year, d.unit_code, d.name, i.indicator_code, i.numerator, i.denominator,
    coalesce(c.expected_count, 0) as expected_count, coalesce(c.counted_count, 0) as counted_count
from department d
join mart.indicator i using (reporting_year, unit_code)
left join coverage c using (reporting_year)
order by d.reporting_year, i.indicator_code
