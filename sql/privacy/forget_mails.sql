-- One row per mail older than its retention: to whom and what goes; that it went, and when, stays.
update core.mail
set recipient = null, subject = '', body = '', refusal = null
where reporting_year <= %(last)s and body <> ''
