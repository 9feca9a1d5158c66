"""Where each address leads; the pages themselves stand in `web`."""

from __future__ import annotations

from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path

from jianbao.web import appearance, health, today
from jianbao.web.feeds import own
from jianbao.web.readers import subscription

urlpatterns = [
    path("", today.home, name="home"),
    path("b/<slug:bulletin>/", today.today, name="today"),
    path("b/<slug:bulletin>/missing/", today.missing_units, name="missing_units"),
    path("b/<slug:bulletin>/settings/", include("jianbao.web.arrange.urls")),
    path("bulletins/new/", include("jianbao.web.arrange.founding_urls")),
    path("b/<slug:bulletin>/lists/", include("jianbao.web.lists.urls")),
    path("b/<slug:bulletin>/issues/", include("jianbao.web.publishing.urls")),
    path("b/<slug:bulletin>/inbox/", include("jianbao.web.inbox.urls")),
    path("b/<slug:bulletin>/items/<int:item>/", include("jianbao.web.items.proposing_urls")),
    path("b/<slug:bulletin>/items/", include("jianbao.web.items.urls")),
    path("b/<slug:bulletin>/board/", include("jianbao.web.board.urls")),
    path("b/<slug:bulletin>/dispatches/notices/", include("jianbao.web.notices.urls")),
    path("b/<slug:bulletin>/dispatches/", include("jianbao.web.dispatches.urls")),
    path("b/<slug:bulletin>/kept/", include("jianbao.web.files")),
    path("b/<slug:bulletin>/contribute/", include("jianbao.web.contribute.urls")),
    path("b/<slug:bulletin>/review/", include("jianbao.web.review.urls")),
    path("sign/<str:token>/", include("jianbao.web.review.signing_urls")),
    path("api/v1/", include("jianbao.web.api.urls")),
    path("read/<str:token>/", include("jianbao.web.readers.reading_urls")),
    path("feed/<str:token>/", include("jianbao.web.feeds.urls")),
    path("subscription/<str:token>/", subscription.by_link, name="subscription"),
    path("account/subscriptions/", subscription.own, name="own_subscriptions"),
    path("account/feeds/", own.feeds, name="own_feeds"),
    path("account/feeds/<int:feed>/revoke", own.revoke, name="revoke_feed_key"),
    path("account/", include("jianbao.web.account.urls")),
    path("b/<slug:bulletin>/", include("jianbao.web.people.urls")),
    path("desk/", include("jianbao.web.people.desk_urls")),
    path("theme", appearance.choose_theme, name="theme"),
    path("robots.txt", health.robots, name="robots"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("i18n/", include(language_urls)),
]

handler400 = "jianbao.web.refusals.bad_request"
handler403 = "jianbao.web.refusals.forbidden"
handler404 = "jianbao.web.refusals.not_found"
handler429 = "jianbao.web.account.limits.too_many"
handler500 = "jianbao.web.refusals.server_error"
