"""Airflow's refusals as somebody reads them: one Vietnamese line, with the form's own titles."""

import inspect
from typing import Any

import pytest
from airflow.api_fastapi.core_api.routes.public import backfills
from airflow.models import backfill
from airflow.sdk import Param, ParamsDict
from airflow.sdk.exceptions import ParamValidationError
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient

from dags.shared import year_param
from plugins.told_refusals import NO_RIGHT, OF_BACKFILLS, ToldRefusals


def answered(status: int, detail: Any, path: str = "/api/v2/dags/x") -> tuple[int, Any]:
    app = FastAPI()

    def refuse() -> None:
        raise HTTPException(status, detail)

    app.add_api_route(path, refuse, methods=["PATCH"])
    answer = TestClient(ToldRefusals(app)).patch(path)
    return answer.status_code, answer.json()["detail"]


def test_a_missing_right_is_told():
    assert answered(403, "Forbidden") == (403, NO_RIGHT)
    assert answered(403, "Forbidden", "/elsewhere") == (403, "Forbidden")


def test_a_wrong_field_is_told_by_its_title():
    """In the very words in which Airflow's parameters refuse it."""
    for name, param, value, title in (
        ("year", year_param(), 1999, "Năm báo cáo"),
        ("year", year_param(), 10**400, "Năm báo cáo"),
        (
            "days",
            Param(1, type="number", maximum=366, title="Số ngày"),
            "x\n'title': 'y",
            "Số ngày",
        ),
        ("plain", Param(1, type="number"), "x", "plain"),
    ):
        params = ParamsDict({name: param})
        with pytest.raises(ParamValidationError) as refused:
            params.update({name: value})
        told = "giá trị đã nhập không dùng được, hãy chọn hoặc gõ lại"
        for status in (400, 422):  # of a run, of a backfill
            assert answered(status, str(refused.value)) == (422, f"Ô “{title}”: {told}")


def test_what_is_refused_of_backfills_is_told():
    """In Airflow's own words, those that a user's backfill meets; dates are in front or behind."""
    own = inspect.getsource(backfill) + inspect.getsource(backfills)
    for words, line in OF_BACKFILLS.items():
        assert words in own, f"Airflow no longer says: {words}"
        for status in (409, 422):
            told = answered(status, f"publish_report {words} 2021-01-01", "/api/v2/backfills")
            assert told == (status, line)


def test_what_we_have_no_words_for_is_passed_on():
    for status, detail in ((400, "Something else"), (403, "Off"), (400, [{"loc": 1}]), (409, "x")):
        assert answered(status, detail) == (status, detail)
