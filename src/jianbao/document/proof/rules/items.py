"""I82x: items as wholes: their length and their likeness to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, HOUSE, Hit, Rule
from jianbao.language.likeness import letters, likeness

_LEAST = 30  # letters: shorter items are alike by chance
_ALIKE = 0.8
_BUDGETED = {"brief"}


_LONGEST_TITLE = 35


def _budgets(galley: Galley) -> dict[str, int]:
    """Map the path of each section to the characters its items may have."""
    default = galley.profile.style.item_length
    named = {
        letters(name): entry.item_length
        for entry in galley.profile.sections
        for name in (entry.title, *entry.aliases)
        if entry.item_length
    }
    return {
        f"sections[{index}]": named.get(letters(section.title)) or default
        for index, section in enumerate(galley.issue.sections)
    }


def _too_long(galley: Galley) -> Iterator[Hit]:
    budgets = _budgets(galley)
    for group in galley.items:
        first, item = group[0], group[0].item
        if item is None or item.kind not in _BUDGETED or item.title:
            continue
        length = sum(len(passage_text) for passage_text in map(galley.words, group))
        budget = budgets[first.element.partition(".")[0]]
        if length > budget:
            yield Hit(first.start, first.start, None, {"length": length, "budget": budget})


def _bodies(galley: Galley) -> list[tuple[Passage, str]]:
    return [
        (group[0], "".join(galley.letters(p) for p in group if p.role != "title"))
        for group in galley.items
    ]


def _repeated(galley: Galley) -> Iterator[Hit]:
    seen: dict[str, Passage] = {}
    for passage, body in _bodies(galley):
        if len(body) < 8:
            continue
        if body in seen:
            yield Hit(passage.start, passage.start, None, {"other": _label(seen[body])})
        seen.setdefault(body, passage)


def _label(passage: Passage) -> str:
    return (passage.item.id if passage.item else "") or passage.item_path


def _alike(galley: Galley) -> Iterator[Hit]:
    """Strike items that share four pairs of characters in five, and are not the same."""
    bodies = [(passage, body) for passage, body in _bodies(galley) if len(body) >= _LEAST]
    openings = _openings(galley)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, (passage, body) in enumerate(bodies):
        own = openings[passage.item_path]
        shared = Counter(other for opening in own for other in holders[opening])
        for other, count in shared.items():
            twin = bodies[other][1]
            share = likeness(twin, body) if count * 3 >= len(own) and twin != body else 0
            if share >= _ALIKE:
                said = {"other": _label(bodies[other][0]), "share": round(100 * share)}
                yield Hit(passage.start, passage.start, None, said)
                break
        for opening in own:
            holders[opening].append(index)


def _openings(galley: Galley) -> defaultdict[str, set[str]]:
    """Map the path of each item to how its clauses open and close: copies keep most of those."""
    openings: defaultdict[str, set[str]] = defaultdict(set)
    for group in galley.items:
        own = openings[group[0].item_path]
        for clause in compiled(r"\w{4,}").findall(galley.text, group[0].start, group[-1].end):
            own.update((clause[:4], clause[-4:]))
    return openings


def _empty(galley: Galley) -> Iterator[Hit]:
    for group in galley.items:
        item = group[0].item
        if item is None or item.pictures or item.tables:
            continue
        if not item.lead and not any(item.paragraphs):
            yield Hit(group[0].start, group[0].end)


def _long_title(galley: Galley) -> Iterator[Hit]:
    for passage in galley.of("title"):
        length = passage.end - passage.start
        if length > _LONGEST_TITLE:
            yield Hit(passage.start, passage.end, None, {"length": length})


def _repeated_title(galley: Galley) -> Iterator[Hit]:
    seen: set[str] = set()
    for passage in galley.of("title"):
        title = galley.letters(passage)
        if title and title in seen:
            yield Hit(passage.start, passage.end)
        seen.add(title)


RULES = (
    Rule(
        code="I821",
        slug="over-long-item",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "本条 {length} 字，超过篇幅 {budget} 字",
            "The item has {length} characters; the house wants {budget}",
        ),
        wrong="@篇幅 20\n青江港务召开年中工作会议，总结上半年工作，部署下半年任务。",
        right="@篇幅 200\n青江港务召开年中工作会议，总结上半年工作，部署下半年任务。",
        check=_too_long,
    ),
    Rule(
        code="I822",
        slug="repeated-item",
        severity="error",
        source=CUSTOM,
        says=Sentence("与条目 {other} 完全相同", "The same text as item {other}"),
        wrong="青江港务召开年中工作会议。\n\n青江港务召开年中工作会议。",
        right="青江港务召开年中工作会议。\n\n青江港务举办职工运动会。",
        check=_repeated,
    ),
    Rule(
        code="I823",
        slug="alike-items",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "与条目 {other} 有 {share}% 相同，疑为重复", "{share}% of it stands in item {other} too"
        ),
        wrong="青江港务召开年中工作会议，总结上半年工作，部署下半年任务，全体中层干部参加。\n\n青江港务召开年中工作会议，总结上半年工作，部署下半年任务，各单位中层干部参加了会议。",
        right="青江港务召开年中工作会议，总结上半年工作，部署下半年任务，全体中层干部参加。\n\n机修车间开展技能比武，三十名选手同台较量，展示过硬本领，赢得阵阵掌声，气氛热烈。",
        check=_alike,
    ),
    Rule(
        code="I824",
        slug="empty-item",
        severity="warning",
        source=CUSTOM,
        says=Sentence("条目只有标题，没有正文", "The item has a title and no text"),
        wrong="### 青江港务完成岸电改造",
        right="### 青江港务完成岸电改造\n全部泊位的岸电改造已经完成。",
        check=_empty,
    ),
    Rule(
        code="I825",
        slug="long-title",
        severity="advice",
        source=CUSTOM,
        says=Sentence(
            "标题 {length} 字，宜在 35 字以内", "The title has {length} characters; 35 are enough"
        ),
        wrong=(
            "### 青江港务集团有限公司所属集装箱码头分公司圆满完成全部深水泊位船舶岸电设施升级"
            "改造任务\n改造已经完成。"
        ),
        right="### 青江港务完成岸电改造\n改造已经完成。",
        check=_long_title,
    ),
    Rule(
        code="I826",
        slug="repeated-title",
        severity="warning",
        source=CUSTOM,
        says=Sentence("标题“{text}”重复", "The title {text} stands twice"),
        wrong="### 港区简讯\n新泊位投用。\n\n### 港区简讯\n夜校开课。",
        right="### 港区简讯\n新泊位投用。\n\n### 职教简讯\n夜校开课。",
        check=_repeated_title,
    ),
)
