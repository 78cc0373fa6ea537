-- One row per text of the year's report that stands otherwise than drafted; no text: left out.
select
    newest.text_key,
    newest.text,
    newest.filed_under,
    newest.drafted,
    newest.actor,
    newest.happened_at,
    newest.reason
from (
    select distinct on (text_key)
        text_key,
        action,
        text,
        filed_under,
        drafted,
        actor,
        happened_at,
        reason
    from core.edited_text
    where reporting_year = %(year)s
    order by text_key asc, edit_id desc
) as newest
where newest.action <> 'restored'
order by newest.text_key
