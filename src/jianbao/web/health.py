"""For those who watch the desk: is it alive, and can it work."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk.actions.preparing import is_prepared
from jianbao.web.entrance import open_page


@open_page
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process answers anything."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_page
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay outside."""
    return render(request, "robots.txt", content_type="text/plain")


@open_page
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether the database has its tables and the vault takes bytes; 503 when not."""
    found = {"database": _database_answers(), "vault": _vault_takes_bytes()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _database_answers() -> bool:
    try:
        return is_prepared()
    except DatabaseError:
        return False


def _vault_takes_bytes() -> bool:
    folder: Path = settings.JIANBAO.files
    return os.access(folder, os.W_OK)
