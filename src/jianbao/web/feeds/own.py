"""订阅源 of one's own: addresses for feed readers, made, shown once, closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk import rules
from jianbao.desk.actions import feeds as acts
from jianbao.desk.models import FeedKey, User
from jianbao.web.account.places import side_nav
from jianbao.web.entrance import own_page


class FeedForm(forms.Form):
    """Which bulletin."""

    bulletin = forms.ChoiceField(label=gettext_lazy("Bulletin"))

    def __init__(self, person: User, *args: Any, **rest: Any) -> None:  # noqa: ANN401 - of Django's forms
        """Offer the bulletins whose issues the person may read."""
        super().__init__(*args, **rest)
        readable = (
            one for one in rules.bulletins_of(person) if rules.may(person, "read_archive", one).ok
        )
        self.bulletins = {one.slug: one for one in readable}
        self.fields["bulletin"].choices = [  # type: ignore[attr-defined]  # it is a ChoiceField
            (slug, one.title) for slug, one in self.bulletins.items()
        ]


@own_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """List the addresses and make one; it stands on the answer and nowhere else."""
    person = _person(request)
    begin = {"bulletin": request.GET.get("bulletin", "")}
    form = FeedForm(person, request.POST or None, initial=begin)
    made: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        chosen = form.bulletins[form.cleaned_data["bulletin"]]
        _row, key = acts.make_feed_key(chosen, by=person)
        made = [("Atom", _address("feed_atom", key)), ("JSON Feed", _address("feed_json", key))]
    rows = person.feed_keys.select_related("bulletin").order_by("revoked_at", "-created_at")
    context = {"form": form, "made": made, "rows": rows, "side_nav": side_nav(request)}
    return render(request, "account/feeds.html", context, status=422 if form.errors else 200)


@own_page
@require_POST
def revoke(request: HttpRequest, feed: int) -> HttpResponse:
    """Close one of the person's own addresses."""
    person = _person(request)
    acts.revoke_feed_key(get_object_or_404(FeedKey, pk=feed, user=person), by=person)
    messages.success(request, _("The address is closed."))
    return redirect("own_feeds")


def _address(name: str, key: str) -> str:
    address: str = settings.JIANBAO.address.rstrip("/")
    return address + reverse(name, args=[key])


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
