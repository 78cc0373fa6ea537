-- One row per published version: its files with their hashes, and the signed one's.
select reporting_year, version, files, signed_sha256
from core.report
order by reporting_year, version
