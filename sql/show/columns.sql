-- One row per column of core and mart but Alembic's own table, with its table's kind and comment.
select
    n.nspname as schema_name,
    t.relname as table_name,
    a.attname as column_name,
    t.relkind::text as kind,
    obj_description(t.oid, 'pg_class') as about,
    format_type(a.atttypid, a.atttypmod) as of_type,
    not a.attnotnull as is_null,
    col_description(t.oid, a.attnum) as meaning
from pg_class t
join pg_namespace n on n.oid = t.relnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
where n.nspname in ('core', 'mart') and t.relkind in ('r', 'v') and t.relname <> 'alembic_version'
order by n.nspname asc, t.relname asc, a.attnum asc
