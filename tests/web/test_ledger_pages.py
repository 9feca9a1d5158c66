"""台账: every row with its story, narrowed, exported, and decided on by a person."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import client_of
from jianbao.desk.actions.dispatching import controlling, ledger
from jianbao.desk.models import Delivery, DeliveryEvent, Dispatch
from ledgers import REFUSED, STATES, a_ledger, confirm, row_of, settle, with_a_server
from mailing import readers, started
from printing import Office, an_office
from web.test_dispatch_pages import at, html, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: LazySettings) -> Office:
    with_a_server(settings)
    return an_office()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", set(STATES)),
        ("?share=missed", {"failed", "bounced", "unknown"}),
        ("?capacity=copy", {"unknown"}),
        ("?group=集团党群工作部", {"unknown"}),
        ("?words=查无此人", {"failed"}),
        ("?words=BOUNCED@", {"bounced"}),
        ("?share=pending&words=deferred", {"deferred"}),
        ("?share=missed&group=公司领导", {"failed", "bounced"}),
        ("?share=nonsense&capacity=7&group=无此组&page=x", set(STATES)),
    ],
)
def test_the_ledger_is_narrowed(office: Office, query: str, names: set[str]) -> None:
    dispatch = a_ledger(office)
    page = html(client_of(office.editor), at("dispatch_ledger", dispatch) + query)
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert set(re.findall(r'<a class="link"[^>]*>(\w+)</a>', table)) == names


def test_a_group_is_found_by_its_whole_name(office: Office) -> None:
    dispatch = a_ledger(office)
    for name, groups in (("failed", ["公司领导（在京）"]), ("bounced", ['甲"乙', "公司领导"])):
        Delivery.objects.filter(pk=row_of(dispatch, name).pk).update(groups=groups)
    client, address = client_of(office.editor), at("dispatch_ledger", dispatch)
    assert rows(html(client, f"{address}?group=公司领导")) == len(STATES) - 2
    assert rows(html(client, f'{address}?group=甲"乙')) == 1


def test_two_thousand_rows_cost_no_more_questions_than_a_few(office: Office) -> None:
    dispatch = a_ledger(office)
    client, address = client_of(office.publisher), at("dispatch_ledger", dispatch)
    html(client, address)  # the first visit notes the device
    with CaptureQueriesContext(connection) as few:
        html(client, address)
    Delivery.objects.bulk_create(
        Delivery(dispatch=dispatch, name=f"读者{n}", address=f"more{n}@yunling.example")
        for n in range(2_000)
    )
    with CaptureQueriesContext(connection) as many:
        page = html(client, f"{address}?page=7")
    assert rows(page) == 100
    assert len(many) == len(few) <= 16
    with CaptureQueriesContext(connection) as sheet:
        client.get(at("dispatch_sheet", dispatch))
    assert len(sheet) <= 12


def test_the_server_is_quoted_and_the_unknown_is_explained(office: Office) -> None:
    dispatch = a_ledger(office)
    client = client_of(office.editor)
    assert REFUSED in html(client, at("dispatch_ledger", dispatch))
    page = html(client, at("dispatch_ledger", dispatch) + "?share=unknown")
    assert "服务器是否收下不得而知" in page
    assert "不会自动重发" in page
    excluded = html(client, at("dispatch_ledger", dispatch) + "?share=excluded")
    assert "该地址曾被退信" in excluded


def test_a_row_tells_its_story_in_order(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "bounced")
    client = client_of(office.publisher)
    client.post(at("dispatch_bulk", dispatch), {"act": "resend", "rows": str(row.pk)})
    settle(row, "accepted")
    ledger.note(row.pk, "delay", said="仍在投递")
    page = html(client, at("delivery", dispatch, row.pk))
    told = re.findall(r"<span>([^<]+?)(?: <span class=\"mute\">([^<]*)</span>)?</span>", page)
    assert [what for what, _who in told if what in page.split('class="story"')[1]] == [
        "轮到投递",
        "邮件服务器已收下",
        "被退回",
        "安排补发",
        "轮到投递",
        "邮件服务器已收下",
        "收到延迟通知，不算失败",
    ]
    assert dict(told)["安排补发"] == str(office.publisher)
    assert "552 5.2.2 邮箱已满" in page
    assert row.events.count() == DeliveryEvent.objects.filter(delivery=row).count() == 7


def _sheet(client_bytes: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(client_bytes))
    assert book.active is not None
    return list(book.active.values)


def test_the_whole_ledger_and_the_missed_alone_are_exported(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "failed")
    Delivery.objects.filter(pk=row.pk).update(reply='=HYPERLINK("http://x")')
    client = client_of(office.editor)
    answer = client.get(at("dispatch_sheet", dispatch))
    head, *whole = _sheet(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # it streams
    assert head[:3] == ("姓名", "单位", "地址")
    assert {line[0] for line in whole} == set(STATES)
    assert any('=HYPERLINK("http://x")' in line for line in whole)
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"].lower()
    answer = client.get(at("dispatch_sheet", dispatch) + "?share=missed")
    _head, *missed = _sheet(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # it streams
    assert {line[0] for line in missed} == {"failed", "bounced", "unknown"}


def _preview(office: Office, dispatch: Dispatch, query: str) -> str:
    return html(client_of(office.publisher), f"{at('dispatch_bulk', dispatch)}?{query}")


def _rows_in(page: str) -> set[int]:
    found = re.search(r'name="rows" value="([\d,]*)"', page)
    return set(map(int, found[1].split(","))) if found and found[1] else set()


def test_a_preview_counts_what_will_change_and_changes_nothing(office: Office) -> None:
    dispatch = a_ledger(office)
    chosen = [row_of(dispatch, name).pk for name in ("failed", "unknown", "pending")]
    query = "&".join(f"chosen={pk}" for pk in chosen)
    page = _preview(office, dispatch, f"act=resend&{query}")
    assert "其中1人结果不明，可能已经收到" in page
    assert "3行中有2行会变" in page
    assert _rows_in(page) == set(chosen[:2])
    assert _rows_in(_preview(office, dispatch, f"act=confirm&{query}")) == {chosen[1]}
    assert _rows_in(_preview(office, dispatch, f"act=leave_out&{query}")) == {chosen[2]}
    missed = _rows_in(_preview(office, dispatch, "act=resend&all=missed"))
    assert missed == {row_of(dispatch, name).pk for name in ("failed", "bounced", "unknown")}
    assert row_of(dispatch, "failed").asked == 1


def test_what_failed_is_sent_again(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "failed")
    client = client_of(office.publisher)
    answer = client.post(at("dispatch_bulk", dispatch), {"act": "resend", "rows": str(row.pk)})
    assert answer.headers["Location"] == at("dispatch_ledger", dispatch)
    row.refresh_from_db()
    assert (row.state, row.asked) == ("pending", 2)


def test_who_has_it_gets_it_twice_only_for_a_reason(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "accepted")
    assert "会收到两次" in _preview(office, dispatch, f"act=resend&chosen={row.pk}")
    client, address = client_of(office.publisher), at("dispatch_bulk", dispatch)
    given = {"act": "resend", "rows": str(row.pk), "reason": " "}
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "请说明理由" in answer.content.decode()
    assert _rows_in(answer.content.decode()) == {row.pk}
    assert client.post(address, given | {"reason": "误删"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "pending"
    assert list(row.events.values_list("said", flat=True))[-1] == "误删"


def test_an_unknown_one_is_taken_for_sent_and_says_by_whom(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "unknown")
    client = client_of(office.publisher)
    client.post(at("dispatch_bulk", dispatch), {"act": "confirm", "rows": str(row.pk)})
    page = html(client, at("dispatch_ledger", dispatch) + "?share=accepted")
    assert f"{office.publisher}视为已发" in page


def test_what_waits_is_left_out_only_for_a_reason(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "pending")
    client, address = client_of(office.publisher), at("dispatch_bulk", dispatch)
    given = {"act": "leave_out", "rows": str(row.pk)}
    assert client.post(address, given).status_code == 422
    client.post(address, given | {"reason": "已调离"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("excluded", "by-hand")


def test_rows_that_went_on_meanwhile_stay_and_are_counted(office: Office) -> None:
    dispatch = a_ledger(office)
    rows_asked = ",".join(str(row_of(dispatch, name).pk) for name in ("failed", "unknown"))
    confirm(dispatch, office)
    client = client_of(office.publisher)
    given = {"act": "confirm", "rows": rows_asked}
    page = client.post(at("dispatch_bulk", dispatch), given, follow=True).content.decode()
    assert "2行已不在可处理的状态，未作改动" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 404), ("?act=burn&chosen=1", 404), ("?act=resend", 400), ("?act=resend&chosen=x", 400)],
)
def test_a_bulk_act_without_rows_or_name_is_refused(
    office: Office, query: str, status: int
) -> None:
    dispatch = a_ledger(office)
    address = at("dispatch_bulk", dispatch) + query
    assert client_of(office.publisher).get(address).status_code == status


def test_rows_of_another_dispatch_cannot_be_reached(office: Office) -> None:
    first = a_ledger(office)
    row = row_of(first, "failed")
    second = started(office)
    client = client_of(office.publisher)
    assert client.get(at("delivery", second, row.pk)).status_code == 404
    client.post(at("dispatch_bulk", second), {"act": "resend", "rows": str(row.pk)})
    row.refresh_from_db()
    assert row.state == "failed"


def test_what_was_called_off_is_not_taken_up_again(office: Office) -> None:
    dispatch = a_ledger(office)
    controlling.call_off(dispatch, "改期", by=office.publisher)
    page = html(client_of(office.publisher), at("dispatch_ledger", dispatch))
    assert 'value="confirm"' in page
    assert 'value="resend"' not in page


def test_a_print_order_waits_until_somebody_says_it_is_printed(office: Office) -> None:
    dispatch = a_ledger(office)
    row = row_of(dispatch, "pending")
    Delivery.objects.filter(pk=row.pk).update(channel="print", address="print:1", carries="")
    client, address = client_of(office.publisher), at("delivery", dispatch, row.pk)
    assert "印制完成" in html(client, address)
    assert "印制完成" not in html(client_of(office.editor), address)
    client.post(at("delivery_printed", dispatch, row.pk), {"note": "60份"})
    page = html(client, address)
    assert "印制完成" not in page
    assert "已印制" in page
    assert "60份" in page
    assert "邮件服务器" not in page.split('id="main"')[1]
    other = row_of(dispatch, "deferred")
    assert client.post(at("delivery_printed", dispatch, other.pk)).status_code == 409


def test_many_rows_go_through_one_act(office: Office) -> None:
    readers(office.bulletin, 1_200)
    dispatch = started(office)
    chosen = _rows_in(_preview(office, dispatch, "act=leave_out&all=pending"))
    assert len(chosen) == 1_200
    given = {"act": "leave_out", "rows": ",".join(map(str, chosen)), "reason": "改发纸质"}
    client_of(office.publisher).post(at("dispatch_bulk", dispatch), given)
    assert Delivery.objects.filter(dispatch=dispatch, state="excluded").count() == 1_200
