"""Serves a Wagtail site of the same items, for measuring beside the desk. Runs where Wagtail is.

Usage: wagtail_with.py HOME PORT < texts.json
The server is set as that of `jianbao serve`: waitress with eight threads. Prints one line of JSON
before it serves: the sessions of editors, and the keys of the pages.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

HOME, PORT = Path(sys.argv[1]), int(sys.argv[2])
EDITORS = 20

os.environ |= {"DJANGO_SETTINGS_MODULE": "wagtail_site.settings", "WAGTAIL_HOME": str(HOME)}
(HOME / "item_migrations").mkdir(parents=True)
(HOME / "item_migrations" / "__init__.py").touch()

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - these want Django set up
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page  # noqa: E402

from wagtail_site.models import ItemPage  # noqa: E402


def fill(texts: list[dict[str, str]]) -> dict[str, Any]:
    """Make the tables, a draft page of each text, and editors with sessions."""
    call_command("makemigrations", "wagtail_site", verbosity=0)
    call_command("migrate", verbosity=0)
    root = Page.objects.get(depth=1).get_children().first() or Page.objects.get(depth=1)
    pages = [_page(root, number, text) for number, text in enumerate(texts)]
    sessions = [_session(number) for number in range(EDITORS)]
    return {"sessions": sessions, "pages": pages}


def _page(root: Page, number: int, text: dict[str, str]) -> int:
    body = "".join(f"<p>{line}</p>" for line in text["body"].split("\n"))
    page = ItemPage(
        title=text["title"] or text["lead"] or text["body"][:30],
        slug=f"item-{number}",
        live=False,
        body=body,
        **{name: text[name] for name in ("kind", "lead", "byline", "source")},
    )
    root.add_child(instance=page)
    page.save_revision()
    return int(page.pk)


def _session(number: int) -> str:
    person = get_user_model().objects.create_superuser(f"editor{number}", password=None)
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def main() -> None:
    """Fill, say so, serve until ended."""
    from django.core.wsgi import get_wsgi_application
    from waitress import serve

    print(json.dumps(fill(json.load(sys.stdin))), flush=True)
    serve(get_wsgi_application(), host="127.0.0.1", port=PORT, threads=8, _quiet=True)


if __name__ == "__main__":
    main()
