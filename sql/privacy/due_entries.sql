-- One row: how many looks, mails and decisions about texts have passed their retention. A last year
-- that is not given keeps all of that class.
select
    (
        select count(*)
        from core.access_log
        where extract(year from happened_at at time zone 'Asia/Ho_Chi_Minh') <= %(access)s
    ) as access,
    (
        select count(*)
        from core.mail
        where reporting_year <= %(mails)s and body <> ''
    ) as mails,
    (
        select count(*)
        from core.edited_text
        where reporting_year <= %(texts)s
    ) as texts
