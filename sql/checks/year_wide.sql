-- What a check of the whole year writes anew: findings of its rules on the year's submissions.
delete from core.finding f
using core.submission s
where
    s.submission_id = f.submission_id
    and s.reporting_year = %(year)s
    and f.rule_code = any(%(rule_codes)s)
