"""What has passed its retention goes, its counts stay, and the inbox does not bring it back."""

import datetime as dt

import psycopg
import pytest

from steps.catalogue import load_catalogue
from steps.doctor.examination import examine
from steps.intake.feedback import write_feedback
from steps.privacy.purge import find_due, purge
from steps.publication.freeze import freeze_year
from steps.year.decisions import recheck_year
from tests.inbox import Pipeline
from tests.workbooks import report
from transforms.errors import DeclarationError, ReportError

BEFORE, AFTER = dt.date(2029, 12, 31), dt.date(2030, 1, 1)  # five whole years after 2024
MAIL = (
    "insert into core.mail (reporting_year, morning, audience, unit_code, recipient, subject, "
    "body, claimed_at, sent_at) values "
    "(2024, '2024-11-18', 'unit', 'VP', 'vp@x.vn', 'Nhắc', 'Kính gửi', "
    "'2024-11-18 00:00Z', '2024-11-18 00:00Z')"
)
TEXT = (
    "insert into core.edited_text (reporting_year, text_key, action, text, drafted, figures, "
    "actor) values (2024, 'a', 'edited', 'Lời mới', 'Lời cũ', '{}', 'nv')"
)
SAID = ("máy chủ: nv", "Quyết định 12/QĐ-STNMT")


@pytest.fixture
def office(tmp_path, warehouse) -> Pipeline:
    """2024 with an accepted and an unreadable file; a year later the first comes again."""
    load_catalogue.cache_clear()
    found = Pipeline(tmp_path, warehouse, {"VP": "Văn phòng Sở"})
    found.send("Nguyễn Văn A.xlsx", report().put("Danh sách", "J5", 31))
    found.send("gì đó.xlsx", b"abc")
    found.run()
    write_feedback(found.settings, 2024)
    return found


def counts(office: Pipeline) -> list[list[tuple[object, ...]]]:
    return [
        office.table("core.submission", "submission_id, status, decision, person_count, version"),
        office.table("core.finding", "submission_id, rule_code, severity, sheet, cell"),
        office.table("core.measure"),
        office.table("mart.indicator"),
        office.table("mart.completeness"),
    ]


def files(office: Pipeline) -> set[str]:
    folders = ("landing", "feedback", "outbox", "uploads")
    found = [path for name in folders for path in (office.folder / name).rglob("*.*")]
    landed = (office.folder / "landing").iterdir()
    return {str(path.relative_to(office.folder)) for path in (*found, *landed)}


def test_nothing_is_due_before_its_time_and_looking_deletes_nothing(office):
    before = files(office), office.tables()
    assert not find_due(office.settings, BEFORE)
    due = find_due(office.settings, AFTER)
    assert (due.files, due.entries) == ({2024: 1, None: 1}, {})
    assert (files(office), office.tables()) == before
    assert not purge(office.settings, BEFORE, *SAID)
    assert (files(office), office.tables()) == before


def test_what_is_due_goes_with_its_names_and_the_counts_stay(office):
    before = counts(office)
    purge(office.settings, AFTER, *SAID)
    assert files(office) == set()
    assert counts(office) == before
    assert office.table("core.roster") == office.table("core.activity") == []
    told = office.query("select distinct value, row_label, explanation, message from core.finding")
    assert told == [(None, None, None, "đã xóa theo thời hạn lưu")]
    names = office.query("select source from core.receipt union select source from core.submission")
    assert all(name.startswith("đã xóa/") for (name,) in names)
    noted = office.query("select actor, reason, reporting_year, file_count from core.purge")
    assert sorted(noted, key=str) == [(*SAID, 2024, 1), (*SAID, None, 1)]


def test_the_inbox_does_not_bring_it_back(office):
    purge(office.settings, AFTER, *SAID)
    before = office.tables()
    again = office.inbox / "Nguyễn Văn A.xlsx"
    office.send("another name.xlsx", again.read_bytes())
    assert office.run(2025) == []
    assert files(office) == set()
    assert office.query("select count(*) from core.receipt") == [(2,)]
    assert {name: rows for name, rows in office.tables().items() if "core" in name} == {
        name: rows for name, rows in before.items() if "core" in name
    } | {"core.unit_year": office.table("core.unit_year")}
    assert not purge(office.settings, AFTER, *SAID)
    wrong = [check.told for check in examine(office.settings, dt.datetime.now(dt.UTC))
             if not check.is_good and check.title in ("Kho tệp gốc", "Phản hồi")]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(
    "work",
    [
        lambda office: office.run(2024),
        lambda office: recheck_year(office.settings, 2024, "kiểm tra thử lại"),
        lambda office: freeze_year(office.settings, 2024),
    ],
)
def test_a_purged_year_is_not_made_again(office, work):
    purge(office.settings, AFTER, *SAID)
    before = office.tables()
    with pytest.raises(ReportError, match="Năm 2024: dữ liệu của từng người đã xóa ngày"):
        work(office)
    assert office.tables() == before


def test_mails_and_edited_texts_go_in_their_time_and_that_mails_went_stays(office):
    with psycopg.connect(office.settings.warehouse()) as connection:
        connection.execute(MAIL)
        connection.execute(TEXT)
    assert find_due(office.settings, BEFORE).entries == {}
    assert find_due(office.settings, AFTER).entries == {"mails": 1, "texts": 1}
    purge(office.settings, AFTER, *SAID)
    assert find_due(office.settings, AFTER).entries == {}
    went = office.query("select unit_code, recipient, subject, body, sent_at from core.mail")
    assert went == [("VP", None, "", "", dt.datetime(2024, 11, 18, tzinfo=dt.UTC))]
    assert office.table("core.edited_text") == []
    noted = office.query("select kind, entry_count from core.purge where kind in ('mails','texts')")
    assert sorted(noted) == [("mails", 1), ("texts", 1)]


def test_a_year_that_can_be_made_again_keeps_its_words(office):
    terms = office.settings.catalog_dir / "retention.toml"
    before, texts = terms.read_text().split("[texts]")
    terms.write_text(f"{before}[texts]{texts.replace('years = 5', 'years = 4')}")
    with pytest.raises(DeclarationError, match=r"mục texts: ngắn hơn \[persons\]"):
        find_due(office.settings, AFTER)
    terms.write_text(before.split("[mails]")[0])  # a catalogue of the version before
    assert find_due(office.settings, AFTER).entries == {}


def test_what_came_again_later_is_kept_from_then_on(office):
    office.send("lại.xlsx", b"abc", "2026-11-18 08:00")
    office.run()
    assert find_due(office.settings, AFTER).files == {2024: 1}
    assert find_due(office.settings, dt.date(2032, 1, 1)).files == {2024: 1, None: 2}


@pytest.mark.fault("Bị giết giữa lúc xóa dữ liệu hết hạn", "xóa", "lần sau xóa nốt")
def test_what_a_kill_left_undone_the_next_purge_does(office, monkeypatch):
    from steps.privacy import purge as purging

    monkeypatch.setattr(purging, "_delete_files", lambda settings: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        purge(office.settings, AFTER, *SAID)
    assert files(office)
    monkeypatch.undo()
    assert not purge(office.settings, AFTER, *SAID)
    assert files(office) == set()


def test_a_catalogue_that_says_no_terms_purges_nothing(office):
    terms = office.settings.catalog_dir / "retention.toml"
    terms.write_text(terms.read_text().replace("years = 5", "years = 0"))
    load_catalogue.cache_clear()
    with pytest.raises(DeclarationError, match=r"retention.toml, mục persons.years"):
        load_catalogue(office.settings.catalog_dir)
    terms.unlink()
    with pytest.raises(DeclarationError, match="không có tệp này"):
        find_due(office.settings, AFTER)
