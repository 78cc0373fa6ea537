"""A run as a step sees it, without Airflow."""

import pendulum


class Run:
    """What a step asks of its run."""

    def __init__(self, run_type: str, day: str):
        self.run_type, self.run_id = run_type, f"{run_type}__{day}"
        self.triggering_user_name = None
        self.logical_date = pendulum.parse(f"{day}T08:00:00+07:00")
