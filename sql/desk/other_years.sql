-- One row per other year of a unit and indicator, with what its file was worth.
select
    i.reporting_year, i.indicator_code, i.numerator, i.denominator, c.status, c.is_on_time
from mart.indicator i
left join mart.completeness c using (reporting_year, unit_code)
where i.unit_code = %(unit_code)s
order by i.reporting_year desc, i.indicator_code asc
