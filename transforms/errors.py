"""What can go wrong in a way that only a person can mend.

    PipelineError            a rerun cannot help; the message is one line for the person who acts
    ├── SettingError         an environment variable or command argument is wrong
    ├── DeclarationError     the catalogue is wrong: file, key, reason
    ├── SubmissionError      the submissions cannot be used as a whole (none at all, secret changed)
    └── ReportError          the report cannot be made from what there is

    SystemFault              the machine failed, and a rerun may find it mended: told in one line,
                             retried, never a finding

Bad *data* is never an exception: it is a finding. Everything else that fails (network, disk,
database) raises what its library raises, and Airflow retries it.
"""


class PipelineError(Exception):
    """A rerun cannot help. ``str(error)`` is one Vietnamese line: what, where, what to do."""


class SettingError(PipelineError):
    """An environment variable or an argument is missing or wrong."""


class DeclarationError(PipelineError):
    """The catalogue is wrong; the message names the file, the key and the reason."""

    def __init__(self, file: str, key: str, reason: str):
        self.file, self.key, self.reason = file, key, reason
        super().__init__(f"Danh mục sai: tệp {file}, mục {key}: {reason}")


class SubmissionError(PipelineError):
    """The submissions as a whole cannot be used."""


class ReportError(PipelineError):
    """The report cannot be made from what the warehouse holds."""


class SystemFault(OSError):
    """The machine failed, no unit and no setting. ``str(error)`` is one Vietnamese line."""
