-- One row: a version as it was published.
insert into core.report (
    reporting_year, version, kind, inputs_hash, catalogue_hash, files, figures, basis, approved_by,
    approved_at, approval_reason
)
values (
    %(year)s, %(version)s, %(kind)s, %(inputs_hash)s, %(catalogue_hash)s, %(files)s::jsonb,
    %(figures)s::jsonb, %(basis)s::jsonb, %(approved_by)s, %(approved_at)s, %(approval_reason)s
)
