-- One row per reporting unit of the year: what its file is worth and how much was found in it.
with standing as (
    select distinct on (unit_code) unit_code, submission_id
    from core.submission
    where reporting_year = %(year)s and is_identified and status <> 'duplicate'
    order by
        unit_code asc,
        status in ('partially_accepted', 'accepted_with_warnings', 'accepted') desc,
        version desc
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
