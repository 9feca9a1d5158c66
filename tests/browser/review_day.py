"""An issue of ten items in review for the browser: findings, comments, a change since a look."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from browser.board_room import BoardRoom, a_board
from cast import a_person
from jianbao.desk.actions.commenting import Passage, answer, comment_on
from jianbao.desk.actions.editing import save_item
from jianbao.desk.actions.reviewing.handing import submit
from jianbao.desk.actions.reviewing.looking import look_at
from jianbao.desk.models import Issue, Letter, Role, User
from jianbao.desk.queries.standing import standing_of
from jianbao.document import model

SIGNER = "gu@yunling.example"
MARKED = "振动值从每秒7.1毫米降到2.3毫米"


class ReviewDay(NamedTuple):
    """The desk with its issue, and who else reads it."""

    desk: BoardRoom
    second: User

    @property
    def issue(self) -> Issue:
        """The issue as it stands now."""
        return Issue.objects.get(pk=self.desk.issue.pk)


def a_review_day() -> ReviewDay:
    """Hand the issue to its reviewer, who looked once; then one item changed."""
    desk = a_board()
    desk.bulletin.signs_by_link, desk.bulletin.link_signers = True, [["顾怀瑾", SIGNER]]
    desk.bulletin.save()
    day = ReviewDay(desk, a_person(Role.REVIEWER, desk.bulletin, name="陆既明"))
    issue = day.issue
    submit(issue, by=desk.editor, version=issue.version, to=desk.reviewer, note="请先看践行栏")
    look_at(issue, standing_of(issue), by=desk.reviewer)
    item = desk.item("青石分公司党员攻关组")
    content = msgspec.convert(item.content, model.Item)
    start = content.text.index(MARKED)
    passage = Passage(start, start + len(MARKED), MARKED)
    said = comment_on(issue, "降幅请附检测单。", by=desk.reviewer, item=item, passage=passage)
    answer(said, "已补，见来稿附件。", by=desk.editor)
    text = "".join(content.paragraphs).replace("九名党员", "八名党员")
    changed = msgspec.structs.replace(content, paragraphs=(text + "改造共花费3.6万元；",))
    save_item(item, changed, by=desk.editor, revision=item.revision)
    return day


def token_of_the_letter() -> str:
    """Give the token that the last letter to a signer holds."""
    letter = Letter.objects.filter(kind="signing-link").latest("pk")
    found = re.search(r"/sign/([^/\s]+)/", letter.text)
    assert found
    return found[1]
