-- One row: how many looks are older than their retention.
select count(*) as entry_count
from core.access_log
where extract(year from happened_at at time zone 'Asia/Ho_Chi_Minh') <= %(last)s
