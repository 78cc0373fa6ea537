-- One row: what the warehouse says of itself.
select
    (select count(*) from core.receipt) as receipt_count,
    (
        select count(*)
        from core.receipt r
        where not exists (
            select 1
            from core.submission s
            where s.submission_id = r.submission_id
        )
        and not exists (
            select 1
            from core.purged_file p
            where p.sha256 = r.sha256
        )
    ) as pending_count,
    pg_size_pretty(pg_database_size(current_database())) as size
