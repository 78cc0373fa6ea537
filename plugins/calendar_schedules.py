"""The timetables that follow the catalogue's calendar, for every component of Airflow."""

from airflow.plugins_manager import AirflowPlugin

from steps.year.timetable import (
    CampaignMornings,
    CampaignNights,
    CampaignOpening,
    PublicationDays,
    PublicationDaysAsked,
)


class CalendarSchedules(AirflowPlugin):
    """Registers the timetables."""

    name = "calendar_schedules"
    timetables = [  # noqa: RUF012
        CampaignMornings, CampaignNights, CampaignOpening, PublicationDays, PublicationDaysAsked,
    ]  # fmt: skip
