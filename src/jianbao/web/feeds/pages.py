"""订阅源: the issues of a bulletin for a feed reader, whose address holds a key instead of a login.

Nothing is counted here: a feed reader asks by itself, whether anybody reads or not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from jianbao import __version__
from jianbao.desk.actions.feeds import believe_feed_key
from jianbao.desk.errors import NotAllowed
from jianbao.desk.models import Bulletin
from jianbao.desk.queries.feeds import feed_version
from jianbao.web.entrance import ASKED_EACH_TIME, link_page
from jianbao.web.feeds.telling import ATOM, JSON, atom_of, json_of


@link_page
@require_safe
def atom(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the feed as Atom."""
    return _told(request, token, ATOM, atom_of)


@link_page
@require_safe
def json(request: HttpRequest, token: str) -> HttpResponseBase:
    """Give the feed as JSON Feed."""
    return _told(request, token, JSON, json_of)


def _told(
    request: HttpRequest, token: str, media_type: str, write: Callable[[Bulletin], bytes]
) -> HttpResponseBase:
    try:
        bulletin = believe_feed_key(token).bulletin
    except NotAllowed as error:
        raise Http404 from error
    said = repr((__version__, media_type, settings.JIANBAO.address, feed_version(bulletin)))
    etag = f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(write(bulletin), content_type=media_type)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = ASKED_EACH_TIME
    return answer
