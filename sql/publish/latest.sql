-- One row: the year's latest published version; none where none was published.
select
    version, inputs_hash, catalogue_hash, files, figures, basis, issued_number, issued_on
from core.report
where reporting_year = %(year)s
order by version desc
limit 1
