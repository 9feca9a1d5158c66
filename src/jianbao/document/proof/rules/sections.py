"""I81x: sections and their titles, alone, among each other and against the series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley, Passage
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, HOUSE, Hit, Rule
from jianbao.language.likeness import letters, likeness


def _titles(galley: Galley) -> list[Passage]:
    return [galley.find(f"sections[{index}].title") for index in range(len(galley.issue.sections))]


def _empty(galley: Galley) -> Iterator[Hit]:
    for index, section in enumerate(galley.issue.sections):
        if not section.items and not any(group.items for group in section.subsections):
            yield _title_hit(galley, f"sections[{index}].title")
            continue
        for inner, group in enumerate(section.subsections):
            if not group.items:
                yield _title_hit(galley, f"sections[{index}].subsections[{inner}].title")


def _title_hit(galley: Galley, element: str) -> Hit:
    passage = galley.find(element)
    return Hit(passage.start, passage.end)


def _shape(title: str) -> str:
    """Give what a title looks like with every character the same: 字·字字字."""
    return compiled(r"[\H]").sub("字", compiled(r"\d+").sub("0", title))


def _marks_of(shape: str) -> str:
    return shape.replace("字", "")


def _odd_shape(galley: Galley) -> Iterator[Hit]:
    """Strike titles that break the pattern which three quarters of the sections keep."""
    titles = [passage for passage in _titles(galley) if passage.end > passage.start]
    shapes = [_shape(galley.words(passage)) for passage in titles]
    if len(titles) < 4:
        return
    pattern, count = Counter(shapes).most_common(1)[0]
    kind, kinds = Counter(_marks_of(shape) for shape in shapes).most_common(1)[0]
    if count * 4 < len(titles) * 3:
        if not kind or kinds * 4 < len(titles) * 3:
            return
        odd = [p for p, shape in zip(titles, shapes, strict=True) if _marks_of(shape) != kind]
    else:
        odd = [p for p, shape in zip(titles, shapes, strict=True) if shape != pattern]
    model = galley.words(titles[shapes.index(pattern)])
    for passage in odd:
        yield Hit(passage.start, passage.end, None, {"model": model})


def _repeated(galley: Galley) -> Iterator[Hit]:
    seen: set[str] = set()
    for passage in _titles(galley):
        title = galley.letters(passage)
        if title and title in seen:
            yield Hit(passage.start, passage.end)
        seen.add(title)


def _unknown(galley: Galley) -> Iterator[Hit]:
    sections = galley.profile.sections
    if not sections:
        return
    known = {letters(name) for entry in sections for name in (entry.title, *entry.aliases)}
    for passage in _titles(galley):
        title = galley.words(passage)
        if title and letters(title) not in known:
            nearest = max(
                (entry.title for entry in sections), key=lambda name: likeness(name, title)
            )
            near = nearest if likeness(nearest, title) > 0 else "—"
            yield Hit(passage.start, passage.end, None, {"near": near})


def _out_of_order(galley: Galley) -> Iterator[Hit]:
    order = {
        letters(name): index
        for index, entry in enumerate(galley.profile.sections)
        for name in (entry.title, *entry.aliases)
    }
    last = -1
    for passage in _titles(galley):
        place = order.get(galley.letters(passage))
        if place is not None and place < last:
            yield Hit(passage.start, passage.end)
        last = max(last, place if place is not None else -1)


def _untitled(galley: Galley) -> Iterator[Hit]:
    titles = _titles(galley)
    if any(passage.end > passage.start for passage in titles):
        for passage in titles:
            if passage.end == passage.start:
                yield Hit(passage.start, passage.end)


def _contents(galley: Galley) -> Iterator[Hit]:
    """Strike a line of 目录 that no title, run-in head or section of the issue begins like."""
    if not galley.issue.contents:
        return
    heads = [galley.letters(p) for p in galley.of("heading", "title", "lead", "paragraph")]
    for passage in galley.of("contents"):
        line = letters(
            compiled(r"^[\d一二三四五六七八九十]+[、.．)）]? *|[…·.．—\- ]*\d*$").sub(
                "", galley.words(passage)
            )
        )
        if line and not any(line in head or (len(head) > 3 and head in line) for head in heads):
            yield Hit(passage.start, passage.end)


RULES = (
    Rule(
        code="I811",
        slug="empty-section",
        severity="warning",
        source=CUSTOM,
        says=Sentence("栏目“{text}”下没有内容", "The section {text} is empty"),
        wrong="# 工作动态\n新泊位投用。\n# 学习园地",
        right="# 工作动态\n新泊位投用。\n# 学习园地\n夜校开课。",
        check=_empty,
    ),
    Rule(
        code="I812",
        slug="odd-section-title",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "栏目名“{text}”与其他栏目（如“{model}”）格式不一",
            "The title {text} breaks the pattern of {model}",
        ),
        wrong=(
            "# 学·思之窗\n夜校开课。\n# 行·港之路\n新泊位投用。\n# 悟·心之声\n师傅谈安全。\n#"
            " 展风采·学先进\n班组获奖。"
        ),
        right=(
            "# 学·思之窗\n夜校开课。\n# 行·港之路\n新泊位投用。\n# 悟·心之声\n师傅谈安全。\n#"
            " 展·人之采\n班组获奖。"
        ),
        check=_odd_shape,
    ),
    Rule(
        code="I813",
        slug="repeated-section",
        severity="warning",
        source=CUSTOM,
        says=Sentence("栏目“{text}”重复", "The section {text} stands twice"),
        wrong="# 工作动态\n新泊位投用。\n# 工作动态\n夜校开课。",
        right="# 工作动态\n新泊位投用。\n# 学习园地\n夜校开课。",
        check=_repeated,
    ),
    Rule(
        code="I814",
        slug="unknown-section",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "“{text}”不是本刊常设栏目（相近：{near}）",
            "{text} is no section of the series (nearest: {near})",
        ),
        wrong="@常设栏目 工作动态、学习园地\n# 工作动向\n新泊位投用。",
        right="@常设栏目 工作动态、学习园地\n# 工作动态\n新泊位投用。",
        check=_unknown,
    ),
    Rule(
        code="I815",
        slug="section-order",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "栏目“{text}”的次序与往期不同", "The section {text} is not where the series puts it"
        ),
        wrong="@常设栏目 工作动态、学习园地\n# 学习园地\n夜校开课。\n# 工作动态\n新泊位投用。",
        right="@常设栏目 工作动态、学习园地\n# 工作动态\n新泊位投用。\n# 学习园地\n夜校开课。",
        check=_out_of_order,
    ),
    Rule(
        code="I816",
        slug="untitled-section",
        severity="advice",
        source=CUSTOM,
        says=Sentence("有栏目没有名称", "A section has no title"),
        wrong="# \n新泊位投用。\n# 学习园地\n夜校开课。",
        right="# 工作动态\n新泊位投用。\n# 学习园地\n夜校开课。",
        check=_untitled,
    ),
    Rule(
        code="I817",
        slug="contents-without-item",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "目录中的“{text}”在正文中找不到",
            "Nothing in the issue is called {text}, as the contents say",
        ),
        wrong="@目录 新泊位投用；老码头改造\n### 新泊位投用\n今年首个深水泊位投用。",
        right="@目录 新泊位投用\n### 新泊位投用\n今年首个深水泊位投用。",
        check=_contents,
    ),
)
