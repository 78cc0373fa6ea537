-- One row per role of the warehouse that there is, and whether it has its rights here.
select
    rolname as role,
    has_table_privilege(rolname, 'mart.indicator', 'select') as is_granted
from pg_roles
where rolname in ('report_pipeline', 'report_desk', 'report_reader')
