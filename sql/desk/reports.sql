-- One row per published version of the year, the latest first.
select
    version, kind, inputs_hash, files, basis, approved_by, approved_at, approval_reason,
    published_at, issued_number, issued_on, signed_sha256
from core.report
where reporting_year = %(year)s
order by version desc
