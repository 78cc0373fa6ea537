-- One row per table that holds rows of submissions, with whether they are by person.
select
    t.table_name,
    bool_or(c.column_name = 'person_key') as is_by_person
from information_schema.tables t
join information_schema.columns c using (table_schema, table_name)
where
    t.table_schema = 'core'
    and t.table_type = 'BASE TABLE'
    and t.table_name like '%%\_row'
group by t.table_name
order by t.table_name
