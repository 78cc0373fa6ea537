-- One row per look older than its retention.
delete from core.access_log
where extract(year from happened_at at time zone 'Asia/Ho_Chi_Minh') <= %(last)s
