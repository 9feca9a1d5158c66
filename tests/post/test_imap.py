"""The mailbox against a real Dovecot: nothing lost, nothing of others touched."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator

import pytest
from imapclient import IMAPClient

from jianbao.post import errors
from jianbao.post.connection import Account
from jianbao.post.imap import DONE_KEYWORD, Mailbox, open_mailbox
from post import mail_samples as samples
from servers.dovecot import Account as Login
from servers.dovecot import Dovecot, running_dovecot

DONE = "处理完毕"
WRONG = "wrong"
CHINESE = "云岭密码"

pytestmark = pytest.mark.server


def _account(dovecot: Dovecot, login: Login, **more: object) -> Account:
    values = {
        "host": "localhost",
        "port": dovecot.imaps_port,
        "user": login.user,
        "password": login.password,
        "ca_file": str(dovecot.ca),
    }
    return Account(**(values | more))  # type: ignore[arg-type]  # the values are of mixed types


@contextlib.contextmanager
def _plain_client(dovecot: Dovecot, login: Login) -> Iterator[IMAPClient]:
    with IMAPClient(dovecot.host, dovecot.imap_port, ssl=False, timeout=10) as client:
        client.login(login.user, login.password)
        yield client


def test_a_mail_comes_byte_for_byte_over_tls_and_stays_unread(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    raw = samples.raw_gbk()
    dovecot.deliver(login, raw)
    with open_mailbox(_account(dovecot, login)) as mailbox:
        (uid,) = mailbox.uids()
        assert mailbox.size(uid) == len(raw)
        assert b"".join(mailbox.stream(uid)) == raw
        pieces = list(mailbox.stream(uid, chunk=100))
        assert b"".join(pieces) == raw
        assert {len(piece) for piece in pieces[:-1]} == {100}
        assert mailbox.count() == 1
    with _plain_client(dovecot, login) as client:
        client.select_folder("INBOX")
        assert (
            client.get_flags([uid])[uid] == (b"\\Recent",)
            or b"\\Seen" not in (client.get_flags([uid])[uid])
        )


@pytest.mark.parametrize("security", ["starttls", "plain"])
def test_other_ways_in(dovecot: Dovecot, security: str) -> None:
    login = dovecot.new_account()
    account = _account(dovecot, login, port=dovecot.imap_port, security=security)
    with open_mailbox(account) as mailbox:
        assert mailbox.uids() == []


def test_a_moved_mail_lies_in_the_done_folder_and_others_deletions_stand(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    raws = [samples.raw_gbk(), samples.raw_utf8(), samples.utf8()]
    for raw in raws:
        dovecot.deliver(login, raw)
    with _plain_client(dovecot, login) as bystander:
        bystander.select_folder("INBOX")
        first, second, _third = bystander.search("ALL")
        bystander.add_flags([first], [b"\\Deleted"])
        with open_mailbox(_account(dovecot, login)) as mailbox:
            assert mailbox.uids()[0] == second
            assert mailbox.count(DONE) == 0
            assert mailbox.move(second, DONE) == "moved"
            assert mailbox.move(second, DONE) == "moved"
            assert mailbox.count(DONE) == 1
        bystander.noop()
        assert first in bystander.search("ALL")
    assert dovecot.folder_messages(login, DONE) == [raws[1]]
    assert dovecot.folder_messages(login) == [raws[0], raws[2]]


def test_a_mail_that_is_gone_is_told(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    with open_mailbox(_account(dovecot, login)) as mailbox:
        with pytest.raises(errors.Gone):
            mailbox.size(77)
        with pytest.raises(errors.Gone):
            list(mailbox.stream(77))


def test_uids_start_anew_with_another_uidvalidity(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    dovecot.deliver(login, samples.utf8())
    with open_mailbox(_account(dovecot, login)) as mailbox:
        before = mailbox.uid_validity
        assert mailbox.uid_next == mailbox.uids()[-1] + 1
    dovecot.reset_uidvalidity(login)
    with open_mailbox(_account(dovecot, login)) as mailbox:
        assert mailbox.uid_validity != before
        assert b"".join(mailbox.stream(mailbox.uids()[0])) == samples.utf8()


@pytest.mark.parametrize("uidplus", [True, False])
def test_servers_that_cannot_move(uidplus: bool) -> None:
    capabilities = "IMAP4rev1 ID NAMESPACE" + " UIDPLUS" * uidplus
    with running_dovecot(f"imap_capability = {capabilities}") as dovecot:
        login = dovecot.new_account()
        for raw in (samples.utf8(), samples.raw_gbk()):
            dovecot.deliver(login, raw)
        with _plain_client(dovecot, login) as bystander:
            bystander.select_folder("INBOX")
            first, second = bystander.search("ALL")
            bystander.add_flags([first], [b"\\Deleted"])
            with open_mailbox(_account(dovecot, login)) as mailbox:
                assert mailbox.move(second, DONE) == ("moved" if uidplus else "marked")
                assert mailbox.move(second, DONE) == ("moved" if uidplus else "marked")
                assert mailbox.uids() == []
            bystander.noop()
            left = bystander.search("ALL")
            assert left == ([first] if uidplus else [first, second])
            if not uidplus:
                assert DONE_KEYWORD.encode() in bystander.get_flags([second])[second]
        assert dovecot.folder_messages(login, DONE) == [samples.raw_gbk()] * uidplus


def test_what_keeps_one_out_is_told_apart(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    for expected, account in (
        (errors.Refused, _account(dovecot, login, password=WRONG)),
        (errors.Refused, _account(dovecot, login, token=WRONG)),
        (errors.Untrusted, _account(dovecot, login, ca_file="")),
        (errors.Untrusted, _account(dovecot, login, ca_file="/nowhere/ca.pem")),
        (errors.Insecure, _account(dovecot, login, host="mail.yunling.example", security="plain")),
        (errors.Unreachable, _account(dovecot, login, host="mail.yunling.invalid")),
    ):
        with pytest.raises(errors.PostError) as caught, open_mailbox(account):
            pass
        assert type(caught.value) is expected
        assert WRONG not in caught.value.said()
    with (
        pytest.raises(errors.NoFolder),
        open_mailbox(_account(dovecot, login), "没有这个文件夹"),
    ):
        pass


def test_an_error_of_the_caller_is_not_taken_for_one_of_the_server(dovecot: Dovecot) -> None:
    with (
        pytest.raises(OSError, match="no space left"),
        open_mailbox(_account(dovecot, dovecot.new_account())),
    ):
        raise OSError("no space left")


def test_a_lost_connection_is_an_interruption(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    dovecot.deliver(login, samples.utf8())
    with open_mailbox(_account(dovecot, login)) as mailbox:
        _cut(mailbox)
        with pytest.raises(errors.Interrupted) as caught:
            mailbox.uids()
    assert caught.value.passing


def _cut(mailbox: Mailbox) -> None:
    connection: ssl.SSLSocket = mailbox._client.socket()  # noqa: SLF001 - the wire is cut by hand
    connection.shutdown(socket.SHUT_RDWR)


def test_a_server_that_asks_for_an_introduction_gets_one() -> None:
    """网易 refuses SELECT to clients that have not sent ID."""
    heard: list[bytes] = []
    refusal = b"%s NO SELECT Unsafe Login. Please contact kefu@mail.example for help\r\n"
    with _scripted_server(heard, refusal) as port:
        account = Account(host="127.0.0.1", port=port, user="u", password=WRONG, security="plain")
        with pytest.raises(errors.Unsafe), open_mailbox(account, program={"name": "desk"}):
            pass
    assert any(b' ID ("name" "desk")' in line for line in heard)
    order = [line.split()[1] for line in heard if len(line.split()) > 1]
    assert order.index(b"LOGIN") < order.index(b"ID") < order.index(b"SELECT")


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        (b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n%s OK [READ-ONLY] done\r\n", errors.ReadOnly),
        (b"* 0 EXISTS\r\n%s OK [READ-WRITE] done\r\n", errors.Misunderstood),
        (b"* BYE too busy\r\n", errors.Interrupted),
    ],
)
def test_mailboxes_that_cannot_be_used(select: bytes, expected: type[errors.PostError]) -> None:
    with _scripted_server([], select) as port:
        account = Account(
            host="127.0.0.1", port=port, user="u", password=WRONG, security="plain", timeout=3
        )
        with pytest.raises(errors.PostError) as caught, open_mailbox(account):
            pass
    assert type(caught.value) is expected


def test_a_password_beyond_ascii(dovecot: Dovecot) -> None:
    login = dovecot.new_account()
    users = dovecot.folder / "users" / login.user
    users.write_text(users.read_text("utf-8").replace(login.password, CHINESE), "utf-8")
    with open_mailbox(_account(dovecot, login, password=CHINESE)) as mailbox:
        assert mailbox.uids() == []
    with (
        pytest.raises(errors.Refused),
        open_mailbox(_account(dovecot, login, password=CHINESE[::-1])),
    ):
        pass


@contextlib.contextmanager
def _scripted_server(heard: list[bytes], select: bytes) -> Iterator[int]:
    answers = {
        b"CAPABILITY": b"* CAPABILITY IMAP4rev1 ID\r\n%s OK done\r\n",
        b"SELECT": select,
        b"LOGOUT": b"* BYE\r\n%s OK done\r\n",
    }

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"* OK ready\r\n")
            for line in lines:
                heard.append(line)
                tag, command = line.split()[:2]
                connection.sendall(answers.get(command, b"%s OK done\r\n").replace(b"%s", tag))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(10)
