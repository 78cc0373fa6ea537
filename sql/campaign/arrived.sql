-- One row per identified file of the year that came on one of the days from the first to before the
-- last, the earlier first.
select s.unit_code, s.version, s.status, u.name
from core.submission s
join core.status t using (status)
left join core.unit_year u using (reporting_year, unit_code)
where
    s.reporting_year = %(year)s
    and s.is_identified
    and t.has_version
    and (s.received_at at time zone 'Asia/Ho_Chi_Minh')::date >= %(first)s
    and (s.received_at at time zone 'Asia/Ho_Chi_Minh')::date < %(last)s
order by s.received_at, s.unit_code
