-- One row per wrong cell and rule of each unit's latest judged or counting file of the year; what
-- the Office accepted is answered, what it asked again is not.
select
    s.unit_code, s.version, s.status, f.rule_code, f.severity, f.sheet, f.cell, f.column_name,
    f.message,
    case q.action
        when 'accepted' then coalesce(f.explanation, 'Văn phòng Sở chấp nhận')
        when 'asked_again' then null
        else f.explanation
    end as explanation
from core.finding f
join core.submission s using (submission_id)
join core.status t using (status)
left join core.query q using (finding_id)
where s.reporting_year = %(year)s and s.unit_code is not null
    and (t.counts or s.status = s.decision)
order by s.unit_code, s.version, f.sheet, f.rule_code, length(f.cell), f.cell, f.finding_id
