"""Every route of the API server, tried without sign-in: what answers is listed here, whole."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from airflow.utils.db import initdb
from fastapi.testclient import TestClient

CLOSED = {401, 403, 404}
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


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """The API server's whole application, with our plugins, as Airflow makes it."""
    from airflow.api_fastapi.app import create_app

    initdb()
    app = create_app(apps="all")
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


def test_without_sign_in_only_health_version_and_sign_in_answer(client: TestClient):
    routes = [*walk(client.app.routes)]  # type: ignore[attr-defined]
    assert len(routes) > 150
    answering = {
        f"{method} {path}"
        for method, path in routes
        if client.request(method, re.sub(r"\{[^}]*\}", "1", path)).status_code not in CLOSED
    }
    assert answering == OPEN


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
