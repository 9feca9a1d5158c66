"""What a bulletin has behind it: printed issues, letters that went astray, keys of programs."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jianbao.desk.queries.bulletin import gaps, keys_of, printed
from jianbao.desk.queries.today import stuck_letters
from jianbao.web.arrange.places import side_nav
from jianbao.web.entrance import DeskRequest, bulletin_page

PAGE = 50


@bulletin_page("arrange_bulletin")
@require_safe
def letters(request: DeskRequest) -> HttpResponse:
    """List the letters that were refused, or whose fate is unknown."""
    page = Paginator(stuck_letters(request.bulletin), PAGE).get_page(request.GET.get("page"))
    return render(request, "arrange/letters.html", {"page": page, "side_nav": side_nav(request)})


@bulletin_page("arrange_bulletin")
@require_safe
def keys(request: DeskRequest) -> HttpResponse:
    """List the keys that programs hold for this bulletin."""
    context = {"keys": keys_of(request.bulletin), "side_nav": side_nav(request)}
    return render(request, "arrange/keys.html", context)


@bulletin_page("arrange_bulletin")
@require_safe
def issues(request: DeskRequest) -> HttpResponse:
    """List the printed issues, and the numbers missing between them."""
    page = Paginator(printed(request.bulletin), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "gaps": gaps(request.bulletin), "side_nav": side_nav(request)}
    return render(request, "arrange/issues.html", context)
