"""Pipeline, desk and reader: each tried for what it must not see, and for what it must."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from steps.settings import Settings
from tests.inbox import Pipeline
from tests.workbooks import report
from warehouse.embedded import embedded
from warehouse.migrate import migrate
from warehouse.roles import ROLES, as_desk

FORBIDDEN = {
    "report_reader": [
        "select person_key from core.roster",
        "select * from core.roster_row",
        "select source from core.submission",
        "select value from core.finding",
        "select explanation from core.answer",
        "select text from core.narrative",
        "select source from core.receipt",
        "select actor from core.access_log",
        "select recipient from core.mail",
        "select check_value from core.secret_check",
        "delete from mart.indicator",
        "create table mart.mine ()",
    ],
    "report_desk": [
        "update core.submission set status = 'accepted'",
        "update core.measure set value = 0",
        "update mart.indicator set numerator = 0",
        "delete from core.finding",
        "delete from core.access_log",
        "update core.edited_text set text = ''",
        "insert into core.approval (reporting_year) values (2024)",
        "insert into core.year_event (reporting_year) values (2024)",
        "insert into core.report (reporting_year) values (2024)",
        "truncate core.submission",
        "create table core.mine ()",
    ],
    "report_pipeline": ["create schema other", "create role other", "alter role report_desk login"],
}
ALLOWED = {
    "report_reader": [
        "select unit_code, numerator, rate_pct from mart.indicator",
        "select status, person_count from core.submission",
        "select rule_code, count(*) from core.finding group by 1",
        "select * from mart.completeness natural join core.unit_year",
        "select * from core.measure natural join core.counting",
    ],
    "report_desk": [
        "select * from core.submission natural join core.receipt",
        "insert into core.access_log (actor, action, sha256) values ('nv', 'look', 'x')",
        "update core.submission set feedback_key = null",
    ],
    "report_pipeline": [
        "select * from core.roster_row",
        "delete from mart.indicator",
        "update core.submission set status = status",
        "insert into core.access_log (actor, action, sha256) values ('nv', 'look', 'x')",
        "create table core.mine ()",
    ],
}


@pytest.fixture
def collected(tmp_path, warehouse) -> str:
    """A warehouse with a year in it."""
    found = Pipeline(tmp_path, warehouse, {"VP": "Văn phòng Sở"})
    found.send("a.xlsx", report().put("Danh sách", "J5", 31))
    found.run()
    return warehouse


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_and_writes_its_own_and_no_more(collected, role):
    with psycopg.connect(collected) as connection:
        for statement in FORBIDDEN[role]:
            with connection.transaction(force_rollback=True):
                connection.execute(f"set local role {role}")
                with pytest.raises(InsufficientPrivilege), connection.transaction():
                    connection.execute(statement)
        for statement in ALLOWED[role]:
            with connection.transaction(force_rollback=True):
                connection.execute(f"set local role {role}")
                assert connection.execute(statement).statusmessage != "SELECT 0", statement


def test_the_desk_connects_with_its_role_and_no_other(warehouse):
    settings = Settings.from_env({"WAREHOUSE_URL": warehouse})
    with psycopg.connect(settings.for_desk().warehouse()) as connection:
        assert connection.execute("select current_user").fetchone() == ("report_desk",)
    with psycopg.connect(settings.warehouse()) as connection:
        assert connection.execute("select current_user").fetchone() != ("report_desk",)


def test_rights_that_a_restored_database_has_lost_come_back(warehouse):
    with psycopg.connect(warehouse) as connection:
        connection.execute("drop owned by report_pipeline, report_desk, report_reader")
    migrate(warehouse)
    with psycopg.connect(warehouse) as connection:
        connection.execute("set role report_reader")
        connection.execute("select * from mart.indicator")


@pytest.mark.fault(
    "Máy chủ không cho tạo vai trò", "nâng cấp kho", "một dòng; mọi phần dùng chung một quyền"
)
def test_where_the_server_forbids_roles_one_line_says_so_and_all_goes_on(tmp_path, caplog):
    with embedded(tmp_path, "given") as admin:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("create role office login")
            connection.execute("alter database given owner to office")
        url = admin.replace("//postgres@", "//office@")
        migrate(url)
        [line] = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
        assert "máy chủ không cho tạo vai trò report_pipeline, report_desk, report_reader" in line
        assert as_desk(url) == url
        with psycopg.connect(
            admin, autocommit=True
        ) as connection:  # the server's keeper makes them
            for role in ROLES:
                connection.execute(f"create role {role} nologin")
            connection.execute("grant report_desk to office")
        caplog.clear()
        migrate(url)
        assert not caplog.records
        with psycopg.connect(as_desk(url)) as connection:
            assert connection.execute("select current_user").fetchone() == ("report_desk",)
