-- One row per decision about a text older than its retention; the published report has the words.
delete from core.edited_text
where reporting_year <= %(last)s
