-- One row per decision about a text of the year's report, the newest first.
select
    text_key,
    action,
    text,
    filed_under,
    drafted,
    figures,
    actor,
    reason,
    happened_at
from core.edited_text
where reporting_year = %(year)s
order by edit_id desc
