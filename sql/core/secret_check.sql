-- One row: what the warehouse's secret must give; none before the first use.
select check_value
from core.secret_check
