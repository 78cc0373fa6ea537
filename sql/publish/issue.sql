-- What the clerk gave a version: number, date and the signed file.
update core.report
set
    issued_number = %(number)s,
    issued_on = %(issued_on)s,
    signed_sha256 = coalesce(%(signed_sha256)s::text, signed_sha256)
where reporting_year = %(year)s and version = %(version)s
