-- One row per unit in force (reporting units, groups, root) and indicator of the year's form.
-- Groups are sums of their reporting units; rates and verdicts come from the sums.
insert into mart.indicator (
    reporting_year, unit_code, indicator_code, numerator, denominator, rate_pct, target_pct,
    target_year, gap_points, is_met
)
with recursive indicators as (
    select i.*
    from unnest(
        %(codes)s::text[], %(numerators)s::text[], %(denominators)s::text[],
        %(target_pcts)s::numeric[], %(target_years)s::integer[]
    ) as i (indicator_code, numerator_name, denominator_name, target_pct, target_year)
),

units as (
    select unit_code, parent_code, is_expected
    from core.unit_year
    where reporting_year = %(year)s
),

measures as (
    select c.unit_code, m.measure as name, sum(m.value) as value
    from core.counting c
    join core.measure m using (submission_id)
    where c.reporting_year = %(year)s
    group by c.unit_code, m.measure
),

lineage as (
    select unit_code as member_code, unit_code, parent_code
    from units
    where is_expected
    union all
    select l.member_code, u.unit_code, u.parent_code
    from lineage l
    join units u on u.unit_code = l.parent_code
),

sums as (
    select l.unit_code, m.name, sum(m.value) as value
    from lineage l
    join measures m on m.unit_code = l.member_code
    group by l.unit_code, m.name
),

rates as (
    select
        u.unit_code, i.indicator_code, i.target_pct, i.target_year,
        coalesce(n.value, 0) as numerator,
        coalesce(d.value, 0) as denominator,
        100 * coalesce(n.value, 0) / nullif(d.value, 0)::numeric as rate_pct
    from units u
    cross join indicators i
    left join sums n on n.unit_code = u.unit_code and n.name = i.numerator_name
    left join sums d on d.unit_code = u.unit_code and d.name = i.denominator_name
)

select
    %(year)s, unit_code, indicator_code, numerator, denominator,
    round(rate_pct, 6), target_pct, target_year,
    round(rate_pct - target_pct, 6),
    case when denominator > 0 then 100 * numerator >= target_pct * denominator end
from rates
