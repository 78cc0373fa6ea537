-- One row: a published version of a year, the latest where none is named; none where there is none.
select version, inputs_hash, files
from core.report
where
    reporting_year = %(year)s
    and (%(version)s::int is null or version = %(version)s::int)
order by version desc
limit 1
