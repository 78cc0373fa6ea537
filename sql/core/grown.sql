-- One row per table of core that has grown in this transaction by more than a tenth of what the
-- planner knows of it: what autovacuum would analyse too, but only minutes later.
select x.relname as name
from pg_stat_xact_user_tables x
join pg_class c on c.oid = x.relid
where
    x.schemaname = 'core'
    and x.n_tup_ins > 50 + 0.1 * greatest(c.reltuples, 0)
order by x.relname
