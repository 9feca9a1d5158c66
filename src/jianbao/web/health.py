"""For those who watch the desk: is it alive, and can it work."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from jianbao.web.entrance import open_page


@open_page
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process answers anything."""
    return HttpResponse("ok\n", content_type="text/plain")


@open_page
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers; 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    return JsonResponse({"database": True})
