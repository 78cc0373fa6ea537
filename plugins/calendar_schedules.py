"""The timetables that follow the catalogue's calendar, for every component of Airflow."""

from airflow.plugins_manager import AirflowPlugin

from steps.year.timetable import SCHEDULES


class CalendarSchedules(AirflowPlugin):
    """Registers the timetables."""

    name = "calendar_schedules"
    timetables = [*SCHEDULES]  # noqa: RUF012
