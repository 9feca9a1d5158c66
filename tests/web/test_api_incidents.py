"""What the log says when an operation of the API fails, and what it must not."""

from __future__ import annotations

from django.test import RequestFactory
from django.urls import ResolverMatch
from structlog.testing import capture_logs

from jianbao.web.api.refusals import not_found
from jianbao.web.api.urls import api


def test_an_incident_logs_no_part_of_an_address_that_opens_a_door() -> None:
    request = RequestFactory().get("/api/v1/doors/a-secret")
    request.resolver_match = ResolverMatch(not_found, (), {"token": "a-secret"})
    with capture_logs() as lines:
        assert api.on_exception(request, ValueError("broken")).status_code == 500
    assert [line["path"] for line in lines] == ["/api/v1/doors/…"]
