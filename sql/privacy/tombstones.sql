-- One row per content that is not to come back.
select sha256
from core.purged_file
order by sha256
