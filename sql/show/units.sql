-- One row per reporting unit of the year: what its file is worth and how much was found in it.
with standing as (
    select distinct on (s.unit_code) s.unit_code, s.submission_id
    from core.submission s
    join core.status t using (status)
    where s.reporting_year = %(year)s and s.is_identified and t.has_version
    order by s.unit_code asc, t.counts desc, s.version desc
)

select
    u.unit_code, u.name, c.status,
    count(*) filter (where f.severity = 'critical') as critical_count,
    count(*) filter (where f.severity = 'warning') as warning_count
from core.unit_year u
join mart.completeness c using (reporting_year, unit_code)
left join standing using (unit_code)
left join core.finding f using (submission_id)
where u.reporting_year = %(year)s
group by u.unit_code, u.name, u.position, c.status
order by u.position
