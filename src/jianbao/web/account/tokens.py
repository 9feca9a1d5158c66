"""Access tokens for programs of one's own: made, shown once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import tokens as tokens_
from jianbao.desk.models import ApiToken, User
from jianbao.desk.queries.rights import scopes_of
from jianbao.web.account.forms import TokenForm
from jianbao.web.account.mine import confirm_first
from jianbao.web.account.places import side_nav
from jianbao.web.entrance import own_page


@own_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens and make one; the token itself stands on the answer and nowhere else."""
    person = request.user
    assert isinstance(person, User)
    form = TokenForm(request.POST or None, person=person)
    made = None
    if request.method == "POST":
        confirm_first(request)
        if form.is_valid():
            chosen = form.cleaned_data
            _row, made = tokens_.make(
                person,
                name=chosen["name"],
                scopes=chosen["scopes"],
                bulletin=form.bulletins.get(chosen["bulletin"]),
                days=chosen["days"] or None,
            )
            form = TokenForm(person=person)
    rows = person.api_tokens.select_related("bulletin").order_by("revoked_at", "-created_at")
    return render(
        request,
        "account/tokens.html",
        {
            "form": form,
            "made": made,
            "rows": [(row, scopes_of(row)) for row in rows],
            "side_nav": side_nav(request),
        },
        status=422 if form.errors else 200,
    )


@own_page
@require_POST
def revoke(request: HttpRequest, token: int) -> HttpResponse:
    """Stop one of the person's own tokens."""
    person = request.user
    assert isinstance(person, User)
    tokens_.revoke(get_object_or_404(ApiToken, pk=token, user=person), by=person)
    messages.success(request, _("The access token is revoked."))
    return redirect("tokens")
