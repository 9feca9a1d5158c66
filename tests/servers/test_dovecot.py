"""The Dovecot of the tests does what the tests of the post room take for granted."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest
from imapclient import IMAPClient
from imapclient.exceptions import LoginError

from servers.dovecot import Account, Dovecot

pytestmark = pytest.mark.server

LETTER = "Subject: 青石分公司投稿\n\n九月份检修工作完成。\n".encode()


@contextmanager
def logged_in(server: Dovecot, account: Account) -> Iterator[IMAPClient]:
    context = ssl.create_default_context(cafile=str(server.ca))
    with IMAPClient(server.host, port=server.imaps_port, ssl_context=context) as client:
        client.login(account.user, account.password)
        yield client


def test_a_delivered_letter_is_read_over_tls_and_moved_unchanged(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    dovecot.deliver(account, LETTER)
    with logged_in(dovecot, account) as client:
        client.select_folder("INBOX")
        (uid,) = client.search("ALL")
        fetched = client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"]
        assert sha256(fetched).digest() == sha256(LETTER.replace(b"\n", b"\r\n")).digest()
        client.create_folder("处理完毕")
        client.move([uid], "处理完毕")
    assert dovecot.folder_messages(account, "处理完毕") == [LETTER]
    assert dovecot.folder_messages(account) == []


def test_every_account_has_a_mailbox_of_its_own_in_order(dovecot: Dovecot) -> None:
    one, other = dovecot.new_account(), dovecot.new_account()
    letters = [b"Subject: %d\n\n%d\n" % (number, number) for number in range(12)]
    for letter in letters:
        dovecot.deliver(one, letter)
    assert dovecot.folder_messages(one) == letters
    with logged_in(dovecot, other) as client:
        assert client.select_folder("INBOX")[b"EXISTS"] == 0


def test_who_may_not_come_in_is_refused(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    for stranger in (Account(account.user, "wrong"), Account("nobody-known", account.password)):
        with pytest.raises(LoginError, match="AUTHENTICATIONFAILED"), logged_in(dovecot, stranger):
            pass
    with logged_in(dovecot, account):
        pass


def test_uidvalidity_changes_at_once_and_uids_begin_again(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    for number in range(3):
        dovecot.deliver(account, b"Subject: %d\n\n\n" % number)
    with logged_in(dovecot, account) as client:
        before = client.select_folder("INBOX")[b"UIDVALIDITY"]
        client.delete_messages(client.search("ALL")[:2])
        client.expunge()
    dovecot.reset_uidvalidity(account)
    with logged_in(dovecot, account) as client:
        after = client.select_folder("INBOX")[b"UIDVALIDITY"]
        assert after != before
        assert client.search("ALL") == [1]


def test_the_plain_port_offers_starttls_and_what_the_poller_uses(dovecot: Dovecot) -> None:
    account = dovecot.new_account()
    with IMAPClient(dovecot.host, port=dovecot.imap_port, ssl=False) as client:
        client.starttls(ssl.create_default_context(cafile=str(dovecot.ca)))
        client.login(account.user, account.password)
        assert {b"UIDPLUS", b"MOVE", b"ID", b"IDLE"} <= set(client.capabilities())
