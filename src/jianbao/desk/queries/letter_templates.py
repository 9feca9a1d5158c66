"""The words that a letter to readers begins with: a template of the bulletin, or the usual ones."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import QuerySet

from jianbao.desk.models import Bulletin, Edition, LetterTemplate


class Words(NamedTuple):
    """Subject and text with their blanks."""

    subject: str
    text: str


USUAL = Words(
    "《{刊名}》{期号全称}",
    """各位领导、同志们：

《{刊名}》{期号全称}已于{日期}编发，共{栏目数}个栏目、{篇数}篇信息。{阅读方式}

在线阅读：{链接}

请结合实际组织学习，欢迎继续来稿。

{部门}
{日期}""",
)
AGAIN = Words(
    "【{更正}】《{刊名}》{期号全称}",
    """各位领导、同志们：

《{刊名}》{期号全称}现予{更正}，此前发送的版本请不再使用。{阅读方式}

在线阅读：{链接}

{更正}说明：{更正说明}

由此带来的不便，敬请谅解。

{部门}""",
)


def templates_of(bulletin: Bulletin) -> QuerySet[LetterTemplate]:
    """Give the templates of a bulletin by their names."""
    return LetterTemplate.objects.filter(bulletin=bulletin).order_by("name")


def words_for(edition: Edition) -> Words:
    """Give what a new letter about an edition begins with.

    A correction has words of its own; else it is the first template, or the usual words.
    """
    if edition.kind != Edition.Kind.ORIGINAL:
        return AGAIN
    template = templates_of(edition.issue.bulletin).first()
    return Words(template.subject, template.text) if template else USUAL
