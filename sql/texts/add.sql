-- One decision about a text of the year's report.
insert into core.edited_text (
    reporting_year, text_key, action, text, filed_under, drafted, figures, actor, reason
)
values (
    %(year)s, %(text_key)s, %(action)s, %(text)s, %(filed_under)s, %(drafted)s, %(figures)s,
    %(actor)s, %(reason)s
)
