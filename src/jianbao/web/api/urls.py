"""Addresses of the API, below /api/v1/. There is no page with it: `openapi.json` describes it."""

from __future__ import annotations

from django.urls import URLPattern, path
from ninja import NinjaAPI

from jianbao.web.api import about, contributions, dispatches, issues, log, moves, own
from jianbao.web.api.describing import add_description
from jianbao.web.api.entrance import BearerToken
from jianbao.web.api.refusals import answer_refusals, in_one_shape, not_found
from jianbao.web.entrance import open_page

api = NinjaAPI(
    title="jianbao",
    version="1",
    description="What the pages of the desk do, for programs of the people who use them.",
    docs_url=None,
    openapi_url=None,
    auth=BearerToken(),
    urls_namespace="api",
)
answer_refusals(api)
add_description(api)
api.add_router("", about.router)
for _room in (contributions, own, moves, issues, dispatches, log):
    api.add_router("/bulletins", _room.router)

_addresses, _app, _namespace = api.urls
for _address in _addresses:
    if isinstance(_address, URLPattern) and _address.name != "api-root":
        _address.callback = in_one_shape(_address.callback)

urlpatterns = [
    path("", (_addresses, _app, _namespace)),
    path("<path:rest>", open_page(not_found), name="api_nothing"),
]
