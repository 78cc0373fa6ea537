-- One row per file of the year, or of no year, that is no double, with a key of all that its
-- feedback says. What is for stewards alone is left out.
select
    s.submission_id, s.reporting_year, s.unit_code, s.version, s.form_version, s.sha256,
    r.source, s.received_at, s.is_identified, s.decision, s.status, s.declared_count,
    s.person_count, s.quarantined_count, s.feedback_key,
    s.feedback_sha256,
    md5(
        concat_ws(
            '|', s.status, s.version,
            string_agg(
                concat_ws('|', f.rule_code, f.sheet, f.cell, f.message, f.explanation),
                '|' order by f.finding_id
            )
        )
    ) as current_key
from core.submission s
join core.receipt r using (submission_id)
join core.status t using (status)
left join core.finding f
    on f.submission_id = s.submission_id and f.rule_code <> all(%(for_stewards)s)
where
    (s.reporting_year = %(year)s or s.reporting_year is null)
    and t.has_version
group by s.submission_id, r.source
order by s.unit_code, s.version, s.submission_id
