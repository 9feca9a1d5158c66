"""Every page of the desk: found among all its addresses, so that none can be forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from fido2.cose import ES256, CoseKey
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from arrivals import an_arrival
from browser.dispatch_places import QUERIES, pages_of_dispatches, places_of_dispatches
from browser.newsroom import Newsroom
from browser.notice_places import places_of_notices
from browser.reader_places import tokens_of_links
from cast import PASSWORD, a_person
from jianbao.desk.actions import deciding, tokens
from jianbao.desk.actions.correcting_editions import start_correction
from jianbao.desk.actions.dispatching.templates import add_template
from jianbao.desk.actions.feeds import make_feed_key
from jianbao.desk.actions.founding_from_issue import read_last_issue
from jianbao.desk.actions.inviting import invite
from jianbao.desk.actions.publishing import print_edition
from jianbao.desk.actions.snapshots import take_snapshot
from jianbao.desk.models import (
    Bulletin,
    Composition,
    Contribution,
    Correspondent,
    Edition,
    FeedKey,
    Grant,
    Invitation,
    Issue,
    Item,
    Letter,
    LetterTemplate,
    Mailbox,
    ModelCall,
    Outlet,
    Recipient,
    RecipientGroup,
    Role,
    Section,
    SigningLink,
    Unit,
    User,
)
from jianbao.desk.queries.compositions import Fate, Mark
from jianbao.document.item_kinds import KINDS
from jianbao.web.items import urls as items
from jianbao.web.lists import urls as lists
from jianbao.web.publishing import urls as publishing
from jianbao.web.review import urls as review
from printing import a_day, a_printed_issue, an_office, freeze, illustrate, sign

EXAMPLE = Path(__file__).parents[2] / "examples" / "2026-09.md"
_ELSEWHERE = "baiquan"  # where issues are printed already
_NO_PAGES = (
    "jianbao.web.api.",
    "jianbao.web.files.",
    "jianbao.web.publishing.files.",
    "jianbao.web.publishing.print_shop.",  # PDFs
    "jianbao.web.arrange.templates.letter",  # in a frame of its pages
    "jianbao.web.dispatches.letter.letter_html",  # the same
    "jianbao.web.dispatches.outlook.figures",  # a part of a page
    "jianbao.web.health.",
    "jianbao.web.review.signing.picture",
    "jianbao.web.readers.reading.picture",
    "jianbao.web.readers.reading.file",
    "jianbao.web.feeds.pages.",
    "ninja.",
    "django.views.i18n",
)
_STATUS = {
    "socialaccount_login_error": 401,
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
}


class Place(NamedTuple):
    """A page: its name, where it is, and who opens it (None: nobody has signed in)."""

    name: str
    address: str
    who: User | None


def somebody_with_every_role(room: Newsroom) -> User:
    """A person to whom every page opens, with a second factor, tokens and things sent in."""
    person = a_person(Role.ADMINISTRATOR, None, name="陈望舒")
    unit = Unit.objects.get(bulletin=room.bulletin, name="青石分公司")
    for role, place in (
        (Role.ADMINISTRATOR, None),
        (Role.EDITOR, None),
        (Role.SIGNER, None),
        (Role.PUBLISHER, None),
        (Role.CONTRIBUTOR, unit),
    ):
        Grant.objects.create(user=person, role=role, bulletin=room.bulletin, unit=place)
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "办公室的钥匙", "credential": _a_credential()}
    )
    tokens.make(person, name="统计程序", scopes=["inbox:read"], days=30)
    make_feed_key(room.bulletin, by=person)
    return person


def _a_credential() -> dict[str, Any]:
    """What a device answers when a passkey is made."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    key: CoseKey = ES256.from_cryptography_key(public)  # type: ignore[no-untyped-call]  # untyped there
    made = AttestedCredentialData.create(Aaguid.NONE, b"key", key)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    about = AuthenticatorData.create(bytes(32), flags, 0, bytes(made))
    said = CollectedClientData.create("webauthn.create", b"challenge", "https://yunling.example")
    name = websafe_encode(b"key")
    return {
        "id": name,
        "rawId": name,
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(bytes(said)),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", about, {}))),
        },
    }


def fill_every_list(room: Newsroom, person: User) -> None:
    """Put something into every list that pages show."""
    bulletin, now = room.bulletin, timezone.now()
    waiting = list(Contribution.objects.filter(headline__in=("班前会这八分钟", "一颗螺栓的分量")))
    deciding.plan(
        waiting[0],
        waiting[0].suggested_section,
        by=room.editor,
        version=0,
        today=timezone.localdate(),
    )
    deciding.decline(waiting[1], by=room.editor, version=0, reason="printed")
    for state in ("waiting", "adopted"):
        an_arrival(bulletin, state, headline="青石分公司的一封来信", sent_by=person)
    Mailbox.objects.create(
        bulletin=bulletin,
        host="mail.yunling.example",
        account="tougao",
        failing_since=now,
        last_error="refused",
        last_error_text="服务器不接受连接",
    )
    Letter.objects.create(
        key="failed",
        kind="acknowledgement",
        bulletin=bulletin,
        to_address="wang@yunling.example",
        subject="来稿收到",
        text="来稿收到。",
        state="failed",
        reply="550 查无此人",
    )
    illustrate(Item.objects.get())
    _draft(room)
    invite("zhou@yunling.example", "周砚秋", Role.EDITOR, by=person, bulletin=bulletin)
    _fill_lists(room)
    _ask_a_model(room)
    _print_elsewhere(person)


def _fill_lists(room: Newsroom) -> None:
    """Let the lists hold somebody in each state, and the imprint a line without a group."""
    bulletin, now = room.bulletin, timezone.now()
    Bulletin.objects.filter(pk=bulletin.pk).update(distribution=["集团领导", "总部各部门"])
    group = bulletin.recipient_groups.create(name="集团领导")
    bulletin.outlets.create(name="文印室", kind="print", copies=200)
    states: tuple[dict[str, Any], ...] = (
        {"failing_since": now, "failing_reason": "550 5.1.1 User unknown"},
        {"unsubscribed_at": now},
        {"left_at": now},
    )
    for number, state in enumerate(states):
        address = f"reader{number}@yunling.example"
        one = bulletin.recipients.create(name=f"读者{number}", address=address, **state)
        one.groups.add(group)


def _draft(room: Newsroom) -> None:
    """Let the open issue have a draft, as if one contribution had become its item."""
    item = Item.objects.get()
    fates = [
        Fate(
            contribution=room.fan.pk,
            headline=item.headline,
            unit="青石分公司",
            item=item.pk,
            section=item.section_title,
            words=("党员", "攻关"),
            like="今年以来，青石分公司",
            marks=(Mark(code="pictures", detail="2"),),
        ),
        Fate(
            contribution=room.crusher.pk,
            headline=room.crusher.headline,
            reason="duplicate",
            instead=item.headline,
            other=room.fan.pk,
        ),
    ]
    Composition.objects.create(
        issue=item.issue,
        by=room.editor,
        state=Composition.State.DONE,
        ended_at=timezone.now(),
        fates=msgspec.to_builtins(fates),
    )


def _print_elsewhere(person: User) -> None:
    """Let another bulletin have an issue in two editions, and one correction in the making."""
    office = an_office(_ELSEWHERE)
    names = ("叶知秋", "梅映雪", "程既白", "苏望野")
    for one, name in zip(office[1:], names, strict=True):
        one.full_name = one.username = name
        one.save()
    for role in (Role.EDITOR, Role.PUBLISHER):
        Grant.objects.create(user=person, role=role, bulletin=office.bulletin)
    issue = a_printed_issue(office, pictures=True)
    words = {"name": "通用", "subject": "《{刊名}》{期号}", "text": "请查收。{阅读方式}"}
    add_template(office.bulletin, words, by=office.editor)
    given: dict[str, Any] = {"by": office.editor, "today": a_day()}
    draft = start_correction(issue, "correction", reason="节约费用应为36万元", **given)
    sign(draft, office)
    assert print_edition(freeze(draft, office).pk)
    start_correction(issue, "supplement", reason="漏登一条", **given)


def _ask_a_model(room: Newsroom) -> None:
    """Let the log of the language model hold a proposal and a refusal, as they stand there."""
    Bulletin.objects.filter(pk=room.bulletin.pk).update(
        model_on=True, model_url="https://model.yunling.example/v1", model_name="yunling-7b"
    )
    item = _item(room)
    text = str(item.content["paragraphs"][0])
    for answer, error in (("", "model-busy"), (text[: len(text) // 2] + "，获一等奖。", "")):
        ModelCall.objects.create(
            bulletin=room.bulletin,
            item=item,
            revision=item.revision,
            by=room.editor,
            purpose="shorten",
            url="https://model.yunling.example/v1",
            model="yunling-7b",
            sent=[{"role": "user", "content": f"缩写：{text}"}],
            answer=answer,
            error=error,
            answered_at=timezone.now(),
        )


def every_address(room: Newsroom, person: User) -> Iterator[tuple[str, str, bool]]:
    """Give each address of the desk with its name, and whether it is for those signed in."""
    known = _values(room, person)
    for name, lookup, who, arguments in _patterns():
        if lookup.startswith(_NO_PAGES):
            continue
        values = {each: known.get(f"{name}:{each}") or known[each] for each in arguments}
        query = f"?act=decline&chosen={room.crusher.pk}" if name == "inbox_bulk" else ""
        query = QUERIES.get(name, query)
        yield name, reverse(name, kwargs=values) + query, who not in {"open", "link"}


def pages(room: Newsroom, person: User) -> list[Place]:
    """Give every address that shows a page when it is opened; the rest are forms and files."""
    first, second = (person, signed_in(person)), (room.editor, signed_in(room.editor))
    found = list(_further(room, person))
    for name, address, for_members in every_address(room, person):
        # What sets up a second factor leads away those who have one.
        members = [first, second] if name.startswith("mfa_") else [first]
        for who, client in members if for_members else [(None, Client())]:
            answer = client.get(address)
            for close in vars(answer)["_resource_closers"]:  # its own takes the connection too
                close()
            if answer.status_code == _STATUS.get(name, 200) and _is_page(answer):
                found.append(Place(name, address, who))
                break
            elsewhere = answer.status_code in {301, 302, 405} or not _is_page(answer)
            assert elsewhere, (name, address, answer.status_code)
            if answer.status_code != 302:
                break
    return found + [Place(*place, person) for place in pages_of_dispatches(person)]


def _item(room: Newsroom) -> Item:
    return Item.objects.exclude(issue__kind="special").get(issue__bulletin=room.bulletin)


def _printed() -> dict[str, Any]:
    """Give what stands in addresses of printed issues, which another bulletin has."""
    issue = Issue.objects.get(bulletin__slug=_ELSEWHERE, state="published", corrects=None)
    names = ("issue", "edition", "edition_readers", "issue_correct")
    letters = ("letter_templates", "new_letter_template", "letter_template")
    return {
        **{f"{name}:bulletin": _ELSEWHERE for name in (*names, *letters)},
        **{f"{name}:pk": issue.pk for name in names},
        "letter_template:pk": LetterTemplate.objects.get().pk,
        "add_channel:kind": "dingtalk",
        "revoke_feed_key:key": FeedKey.objects.get().pk,
    }


def _last_edition() -> Edition:
    printed = Edition.objects.filter(issue__bulletin__slug=_ELSEWHERE, state="out")
    return printed.select_related("issue__bulletin").latest("number")


def _pages_of_print(person: User) -> Iterator[Place]:
    """Give the pages of issues elsewhere: printed, corrected, in the making."""
    issues = Issue.objects.filter(bulletin__slug=_ELSEWHERE)
    printed = issues.get(state="published", corrects=None)
    draft = issues.get(state="open", corrects=printed)
    yield Place("issues", reverse("issues", args=[_ELSEWHERE]), person)
    for name, issue in (("publish", printed), ("publish", draft), ("issue_correct", draft)):
        yield Place(name, reverse(name, args=[_ELSEWHERE, issue.pk]), person)


def _further(room: Newsroom, person: User) -> Iterator[Place]:
    """Give what known addresses show to others, or when asked otherwise."""
    home, inbox = f"/b/{room.bulletin.slug}/", f"/b/{room.bulletin.slug}/inbox/"
    yield Place("refused", f"{home}nothing-here/", person)
    for who in (room.administrator, room.contributor):
        yield Place("today", home, who)
    yield Place("contribute", f"{home}contribute/", room.contributor)
    for name in ("planned", "declined", "shortlisted", "unreadable", "adopted", "all", "mine"):
        yield Place("inbox", f"{inbox}?list={name}", person)
    yield Place("inbox", f"{inbox}?q=破碎机", person)
    for query in ("state=failing", "state=unsubscribed", "state=left", "state=nowhere", "q=无"):
        yield Place("recipients", f"{home}lists/?{query}", person)
    unsubscribed = Recipient.objects.exclude(unsubscribed_at=None).get()
    yield Place("recipient", f"{home}lists/{unsubscribed.pk}/", person)
    item = f"{home}items/{_item(room).pk}/"
    for query in ("?list=mine", "?list=all", *(f"new/?kind={kind}" for kind in KINDS)):
        yield Place("items", f"{home}items/{query}", room.editor)
    for rest in ("", "history/?against=original", "shorten/?limit=60"):
        yield Place("item", item + rest, room.editor)
    yield from _pages_of_print(person)
    for one in (room.mail, room.broken):
        yield Place("inbox_piece", f"{inbox}{one.pk}/", person)
    for name in ("plan", "merge", "assign", "set-aside"):
        yield Place("inbox_act", f"{inbox}{room.fan.pk}/do/{name}/", person)


def signed_in(person: User) -> Client:
    """A client that has just given its password, so that nothing asks for it again."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def session_of(client: Client) -> str:
    """Give the cookie by which the desk knows this client."""
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _is_page(answer: HttpResponseBase) -> bool:
    return answer.headers["Content-Type"].startswith("text/html")


def _patterns(
    resolver: URLResolver | None = None, inherited: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace:
            continue  # the API is not for people
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, (*inherited, *entry.pattern.converters))
        elif isinstance(entry, URLPattern) and entry.name:
            expression = getattr(entry.pattern, "regex", None)
            own = (*entry.pattern.converters, *(expression.groupindex if expression else ()))
            who = getattr(entry.callback, "who_may", "open")
            yield entry.name, entry.lookup_str, who, tuple(dict.fromkeys((*inherited, *own)))


def _a_signing_link(room: Newsroom) -> str:
    """Put a special issue into review, and give the token of a letter that opens it."""
    token, section = "a-letter-to-a-signer", Section.objects.filter(bulletin=room.bulletin)[0]
    Bulletin.objects.filter(pk=room.bulletin.pk).update(
        signs_by_link=True, link_signers=[["宗岳", "zong@yunling.example"]]
    )
    issue = Issue.objects.create(
        bulletin=Bulletin.objects.get(pk=room.bulletin.pk),
        state=Issue.State.IN_REVIEW,
        kind="special",
        year=2026,
        number=1,
    )
    Item.objects.create(
        issue=issue,
        section=section,
        section_title=section.title,
        position=0,
        content={"title": "抗洪一线见闻", "paragraphs": ["6月2日，抢险队员加固堤坝300米。"]},
    )
    SigningLink.objects.create(
        issue=issue,
        step="review",
        snapshot=take_snapshot(issue),
        name="宗岳",
        email="zong@yunling.example",
        token_hash=hashlib.sha256(token.encode()).hexdigest(),
        made_by=room.editor,
        expires_at=timezone.now() + dt.timedelta(days=1),
    )
    return token


def _values(room: Newsroom, person: User) -> dict[str, Any]:
    """Give something that exists for each place in an address, by `name:place` or `place` alone."""
    bulletin, item = room.bulletin, _item(room)
    own = Contribution.objects.filter(sent_by=person)
    invitation, letter = Invitation.objects.earliest("pk"), Letter.objects.get(kind="invitation")
    token = _a_signing_link(room)
    in_review = Issue.objects.get(bulletin=bulletin, kind="special").pk
    note = read_last_issue(EXAMPLE.read_bytes(), EXAMPLE.name, by=person)
    return {
        "bulletin": bulletin.slug,
        "section": Section.objects.filter(bulletin=bulletin)[0].pk,
        "unit": Unit.objects.filter(bulletin=bulletin)[0].pk,
        "one": Correspondent.objects.get().pk,
        **{f"{page.name}:one": Recipient.objects.earliest("pk").pk for page in lists.urlpatterns},
        "group": RecipientGroup.objects.get().pk,
        "keys": "0",
        "mailbox": Mailbox.objects.get().pk,
        "outlet": Outlet.objects.get().pk,
        "item": item.pk,
        "file": item.pictures.get().file,
        **{f"{page.name}:pk": item.pk for page in items.urlpatterns},
        "call": ModelCall.objects.latest("pk").pk,
        "pk": room.fan.pk,
        "issue": item.issue_id,
        **{f"{page.name}:pk": item.issue_id for page in publishing.urlpatterns},
        **{f"{page.name}:pk": in_review for page in review.urlpatterns},
        **_printed(),
        "verdict": 0,
        "link": 0,
        "comment": 0,
        **{f"{name}:token": token for name in ("sign", "sign_send_back", "sign_ask", "sign_page")},
        **tokens_of_links(bulletin, _last_edition(), person),
        **places_of_notices(_last_edition(), person),
        **places_of_dispatches(_last_edition(), person),
        "digest": "0",
        "number": 1,
        "event": 0,
        "inbox_divide:pk": room.mail.pk,
        "sent:pk": own.get(state="adopted").pk,
        "revise:pk": own.get(state="waiting").pk,
        "mfa_remove_webauthn:pk": Authenticator.objects.get(type="webauthn").pk,
        "mfa_edit_webauthn:pk": Authenticator.objects.get(type="webauthn").pk,
        "resemblance": room.likeness.pk,
        "events": "0",
        "name": "decline",
        "invitation:token": re.findall(r"/invitation/([^/]+)/", letter.text)[0],
        "token": "0",
        "invitation": invitation.pk,
        "person": room.editor.pk,
        "grant": 0,
        "session": 0,
        "feed": 0,
        "provider_id": "nobody",
        "note": note,
        "uidb36": user_pk_to_url_str(room.editor),
        "key": default_token_generator.make_token(room.editor),
    }
