-- One row per time somebody took, saw or exported one of some files.
select happened_at, actor, action, sha256
from core.access_log
where sha256 = any(%(keys)s)
order by access_id
