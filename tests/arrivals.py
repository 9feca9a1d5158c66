"""Contributions for tests of the inbox, as reading leaves them."""

from __future__ import annotations

from itertools import count
from typing import Any

from jianbao.desk import vault
from jianbao.desk.models import Bulletin, Contribution, RawMessage

_number = count()
MAIL = (
    "From: =?utf-8?b?546L6Z2S56a+?= <wang@yunling.example>\r\nSubject: =?gbk?b?zbbI5Q==?=\r\n"
    "Date: Mon, 8 Jun 2026 09:42:00 +0800\r\n\r\n第{n}封\r\n"
)
PARAGRAPHS = (
    "入夏以来，青石分公司2号风机振动值升至7.1毫米/秒，9名党员组成攻关组，自5月11日起分三班盯守。",
    "改造于5月28日完成，全年可减少停机11次，节约检修费用42.6万元。",
)


def an_arrival(bulletin: Bulletin, state: str = "waiting", **columns: Any) -> Contribution:  # noqa: ANN401 - whatever columns a test needs
    """A contribution in a state, with raw bytes of its own in the vault."""
    stored = vault.store_bytes(MAIL.format(n=next(_number)).encode())
    raw = RawMessage.objects.create(sha256=stored.sha256, size=stored.size)
    paragraphs = list(columns.pop("paragraphs", PARAGRAPHS))
    headline = columns.pop("headline", "风机攻关组啃下振动难题")
    text = "\n".join((headline, *paragraphs))
    given: dict[str, Any] = {"channel": "mail", "length": len(text), **columns}
    return Contribution.objects.create(
        bulletin=bulletin,
        raw=raw,
        state=state,
        headline=headline,
        paragraphs=paragraphs,
        text=text,
        **given,
    )
