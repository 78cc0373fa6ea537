-- One row per counting unit and topic with text in the reporting year; a topic's statements one
-- below the other. Causes that stand beside their shortcoming alone are a topic too.
with said as (
    select submission_id, unit_code, topic, text, row_number
    from core.narrative
    where reporting_year = %(year)s
    union all
    select n.submission_id, n.unit_code, 'causes' as topic, n.cause as text, n.row_number
    from core.narrative n
    where
        n.reporting_year = %(year)s
        and n.topic = 'shortcomings'
        and n.cause is not null
        and not exists (
            select 1
            from core.narrative c
            where c.submission_id = n.submission_id and c.topic = 'causes'
        )
)

select unit_code, topic, string_agg(text, chr(10) order by row_number) as text
from said
group by submission_id, unit_code, topic
order by unit_code, topic
