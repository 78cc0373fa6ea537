-- One row per unit in force in the year.
insert into core.unit_year (
    reporting_year, unit_code, name, unit_type, parent_code, pass_score, is_expected, position
)
values (
    %(reporting_year)s, %(unit_code)s, %(name)s, %(unit_type)s, %(parent_code)s, %(pass_score)s,
    %(is_expected)s, %(position)s
)
