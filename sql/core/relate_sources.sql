-- One row per receipt whose source lies below a folder that is read: its path in it, from now on.
update core.receipt r
set source = %(prefix)s || substr(r.source, length(%(root)s) + 1)
where
    starts_with(r.source, %(root)s)
    and not exists (
        select 1
        from core.receipt o
        where
            o.sha256 = r.sha256
            and o.source = %(prefix)s || substr(r.source, length(%(root)s) + 1)
    )
