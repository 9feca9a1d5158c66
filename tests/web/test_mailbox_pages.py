"""A mailbox is set up by its page and tried on a real Dovecot; what is wrong is said exactly."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cast import a_bulletin, a_person
from jianbao.desk.models import Bulletin, Event, Mailbox, Role
from jianbao.desk.sealed import unseal
from servers.dovecot import Dovecot
from servers.program import free_port

pytestmark = pytest.mark.django_db
SECRET = "nobody-reads-this-9931"  # noqa: S105 - of an invented mailbox


@pytest.fixture
def bulletin() -> Bulletin:
    return a_bulletin()


@pytest.fixture
def client(bulletin: Bulletin) -> Client:
    client = Client()
    person = a_person(Role.ADMINISTRATOR, bulletin)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _values(**more: object) -> dict[str, object]:
    return {
        "host": "127.0.0.1",
        "port": free_port(),
        "security": "tls",
        "account": "desk",
        "password": SECRET,
        "folder": "INBOX",
        "done_folder": "已处理",
        "poll_seconds": 60,
        **more,
    }


def _said(client: Client, bulletin: Bulletin, **more: object) -> str:
    page = reverse("arrange_mailboxes", args=[bulletin.slug])
    answer = client.post(page, _values(**more), follow=True)
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_password_is_sealed_and_never_shown_or_logged(client: Client, bulletin: Bulletin) -> None:
    assert "无法连接" in _said(client, bulletin)
    mailbox = Mailbox.objects.get()
    assert unseal(mailbox.sealed_password) == SECRET
    page = reverse("arrange_mailbox", args=[bulletin.slug, mailbox.pk])
    shown = client.get(page)
    assert SECRET not in shown.content.decode()
    assert mailbox.sealed_password not in shown.content.decode()
    seen = {"seen": shown.context["form"]["seen"].value()}
    kept = _values(port=mailbox.port, folder="投稿", password="") | seen
    client.post(page, kept)
    mailbox.refresh_from_db()
    assert (mailbox.folder, unseal(mailbox.sealed_password)) == ("投稿", SECRET)
    logged = str(list(Event.objects.values_list("before", "after")))
    assert SECRET not in logged
    assert mailbox.sealed_password not in logged


def test_a_password_never_goes_to_another_server(client: Client, bulletin: Bulletin) -> None:
    _said(client, bulletin)
    mailbox = Mailbox.objects.get()
    page = reverse("arrange_mailbox", args=[bulletin.slug, mailbox.pk])
    seen = {"seen": client.get(page).context["form"]["seen"].value()}
    answer = client.post(page, _values(port=mailbox.port, host="elsewhere", password="") | seen)
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    mailbox.refresh_from_db()
    assert mailbox.host == "127.0.0.1"


def test_it_is_paused_and_resumed(client: Client, bulletin: Bulletin) -> None:
    _said(client, bulletin)
    mailbox = Mailbox.objects.get()
    for act, active in (("pause_mailbox", False), ("resume_mailbox", True)):
        client.post(reverse(act, args=[bulletin.slug, mailbox.pk]))
        mailbox.refresh_from_db()
        assert mailbox.active is active
    again = client.post(reverse("arrange_mailboxes", args=[bulletin.slug]), _values())
    assert again.status_code == 422


@pytest.mark.server
def test_each_fault_has_its_own_sentence(
    client: Client, bulletin: Bulletin, dovecot: Dovecot
) -> None:
    account = dovecot.new_account()
    ca = dovecot.ca.read_text("ascii")
    right: dict[str, object] = {
        "host": "localhost",
        "port": dovecot.imaps_port,
        "account": account.user,
        "password": account.password,
        "ca_certificate": ca,
    }
    faults: list[tuple[dict[str, object], str]] = [
        ({"host": "no-such-host.invalid"}, "无法连接"),
        ({"port": free_port()}, "无法连接"),
        ({"ca_certificate": ""}, "证书不受信任"),
        ({"password": "wrong"}, "登录被拒绝"),
        ({"folder": "没有这个"}, "没有这个文件夹"),
    ]
    for wrong, sentence in faults:
        assert sentence in _said(client, bulletin, **(right | wrong)), wrong
        Mailbox.objects.all().delete()
    dovecot.deliver(account, b"Subject: one\r\n\r\ntext\r\n")
    assert "1" in _said(client, bulletin, **right)
    assert dovecot.folder_messages(account) != []
