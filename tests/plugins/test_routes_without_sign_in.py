"""Every route of the API server, tried without sign-in: what answers is listed here, whole."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from airflow.utils.db import initdb
from fastapi.testclient import TestClient

from tests.rights.test_rights import TABLE

CLOSED = {401, 403, 404}
MANAGERS = ["steps.rights.local.LocalAccounts", "steps.rights.shared.SharedFabAuthManager"]
# Health, version, sign-in, and the pages' own shell, which shows nothing before sign-in.
OPEN = {
    "GET /api/v2/monitor/health",
    "GET /api/v2/version",
    "GET /api/v2/auth/login",
    "GET /api/v2/auth/logout",
    "POST /auth/token",
    "POST /auth/token/cli",
    "GET /auth/{rest_of_path:path}",
    "GET /{rest_of_path:path}",
}
INNER = ("/api/", "/ui/", "/desk")
HARMLESS = ("GET", "HEAD", "OPTIONS")
STEERED = {
    "PUT /api/v2/backfills/{backfill_id}/pause",
    "PUT /api/v2/backfills/{backfill_id}/unpause",
    "PUT /api/v2/backfills/{backfill_id}/cancel",
    "PUT /api/v2/parseDagFile/{file_token}",
}
"""What takes a number or a token: tried beside the table."""


def walk(routes: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Method and path of every route, of all that is mounted too; of files served, any path."""
    for route in routes:
        path = prefix + getattr(route, "path", "")
        if methods := getattr(route, "methods", None):
            yield from ((method, path) for method in sorted(methods))
        elif below := getattr(route, "routes", None):
            yield from walk(below, path)
        else:
            yield "GET", f"{path}/x"


@pytest.fixture(scope="module", params=MANAGERS)
def manager(request: pytest.FixtureRequest) -> Iterator[str]:
    """That of `make up`, and that of docker-compose.yml."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW__CORE__AUTH_MANAGER", request.param)
        yield request.param


@pytest.fixture(scope="module")
def client(manager: str) -> Iterator[TestClient]:
    """The API server's whole application, with our plugins, as Airflow makes it."""
    from airflow.api_fastapi.app import create_app

    initdb()
    app = create_app(apps="all")
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def test_without_sign_in_only_health_version_and_sign_in_answer(manager: str, client: TestClient):
    """FAB's own pages, below its /auth, have its own guard."""
    routes = [*walk(client.app.routes)]  # type: ignore[attr-defined]
    assert len(routes) > 150
    if manager != MANAGERS[0]:
        routes = [(method, path) for method, path in routes if path.startswith(INNER)]
    answering = {
        f"{method} {path}"
        for method, path in routes
        if client.request(method, re.sub(r"\{[^}]*\}", "1", path)).status_code not in CLOSED
    }
    assert answering == {
        open for open in OPEN if manager == MANAGERS[0] or open.split()[1].startswith(INNER)
    }


def test_every_route_that_writes_stands_in_the_table_of_rights(client: TestClient):
    """So that one which a newer Airflow brings is tried by role, or fails here."""
    rows = [asked.partition("?")[0].partition(" ") for asked, _, _ in TABLE]
    routes = {(m, p) for m, p in walk(client.app.routes) if m not in HARMLESS}  # type: ignore[attr-defined]
    missing = {
        f"{method} {path}"
        for method, path in routes
        if path.startswith("/api/v2/")
        and not any(
            method == asked
            and re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", path), f"/api/v2/{place}")
            for asked, _, place in rows
        )
    }
    assert missing == STEERED


def test_whatever_is_asked_of_the_desk_is_401(client: TestClient):
    """What is not there too: a route without a guard would answer 404."""
    routes = [(m, p) for m, p in walk(client.app.routes) if p.startswith("/desk")]  # type: ignore[attr-defined]
    assert len(routes) > 20
    for method, path in [*routes, ("GET", "/desk/nothing"), ("POST", "/desk/nothing")]:
        place = re.sub(r"\{[^}]*\}", "1", path)
        assert client.request(method, place).status_code == 401, (method, place)


def test_the_tasks_interface_answers_health_alone_without_a_token(client: TestClient):
    """Its routes are kept by version, out of sight of the walk above."""
    from airflow.api_fastapi.execution_api.routes import execution_api_router

    routes = [*walk(execution_api_router.routes)]
    assert len(routes) > 20
    answering = {
        f"{method} {path}"
        for method, path in routes
        if client.request(
            method, "/execution" + re.sub(r"\{[^}]*\}", "1", path)
        ).status_code not in CLOSED
    }  # fmt: skip
    assert answering == {"GET /health", "GET /health/ping"}


@pytest.mark.parametrize("mounted", ["", "/auth", "/execution", "/desk"])
@pytest.mark.parametrize("page", ["docs", "redoc", "openapi.json", "docs/oauth2-redirect", "docs/"])
def test_the_pages_of_reference_are_not_there(client: TestClient, mounted: str, page: str):
    assert client.get(f"{mounted}/{page}").status_code == 404
