"""What the link of an invitation opens: an account is made, or a role added to one."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from jianbao.desk.actions import inviting
from jianbao.desk.errors import Impossible, Invalid
from jianbao.desk.models import Invitation, User
from jianbao.desk.sentences import sentence
from jianbao.web.account.forms import NewAccountForm
from jianbao.web.entrance import open_page, own_page


@open_page
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and let a new person choose name and password."""
    try:
        found = inviting.find(token)
    except Impossible as error:
        closed = {"sentence": sentence(error)}
        return render(request, "account/invitation_closed.html", closed, status=410)
    if inviting.has_account(found) or request.user.is_authenticated:
        return _for_account(request, found, token)
    form = NewAccountForm(request.POST or None, initial={"full_name": found.full_name})
    if request.method == "POST" and form.is_valid():
        person = _make(form, token)
        if person:
            messages.success(request, _("Welcome. Your account is open."))
            login = Login(user=person, redirect_url=None)
            answer: HttpResponse = perform_login(request, login)
            return answer
    context = {"invitation": found, "form": form}
    return render(request, "account/invitation.html", context, status=422 if form.errors else 200)


@own_page
@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Add the role to the person who is signed in."""
    assert isinstance(request.user, User)
    inviting.accept_as(token, request.user)
    messages.success(request, _("The role is yours."))
    return redirect("home")


def _make(form: NewAccountForm, token: str) -> User | None:
    chosen = form.cleaned_data
    try:
        return inviting.accept_as_new(
            token,
            username=chosen["username"],
            full_name=chosen["full_name"],
            password=chosen["password"],
        )
    except Invalid as error:
        field = str(error.values.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence(error))
        return None


def _for_account(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    person = request.user
    fits = isinstance(person, User) and person.email.casefold() == found.email.casefold()
    context = {"invitation": found, "token": token, "fits": fits}
    return render(request, "account/invitation_for_account.html", context)
