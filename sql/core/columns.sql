-- One row per column of a table or view in core, in its order.
select column_name
from information_schema.columns
where
    table_schema = 'core'
    and table_name = %(table)s
order by ordinal_position
