-- One row, of Airflow's own tables: whether the nightly run is off, and when it last ended well;
-- none where Airflow does not know it.
select
    d.is_paused,
    (
        select max(r.end_date)
        from dag_run r
        where r.dag_id = d.dag_id and r.state = 'success'
    ) as ended_at
from dag d
where d.dag_id = 'collect_submissions'
