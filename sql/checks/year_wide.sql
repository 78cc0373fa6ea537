-- What a check of the whole year writes anew: findings of its rules on the year's submissions, and
-- those of answers to such rules that found no warning.
delete from core.finding f
using core.submission s
where
    s.submission_id = f.submission_id
    and s.reporting_year = %(year)s
    and (
        f.rule_code = any(%(rule_codes)s)
        or (
            f.rule_code = %(lost)s
            and exists (
                select 1
                from core.answer a
                where
                    a.submission_id = f.submission_id
                    and a.answer_cell = f.cell
                    and a.rule_code = any(%(rule_codes)s)
            )
        )
    )
