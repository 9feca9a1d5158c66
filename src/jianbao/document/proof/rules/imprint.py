"""I84x: the imprint: to whom the issue goes, how it is reached, when and how often printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jianbao.document.problems import Sentence
from jianbao.document.proof.galley import Galley
from jianbao.document.proof.patterns import compiled
from jianbao.document.proof.rule import CUSTOM, GB9704, HOUSE, Hit, Rule
from jianbao.language.characters import normal_form
from jianbao.language.likeness import letters

_LISTS = ("reported_to", "sent_to", "distribution", "copies")
_MAIL = r"[A-Za-z0-9._%+\-]+@(?:[A-Za-z0-9\-]+\.)+[A-Za-z]{2,}"
_ORDER = {"主送": 0, "报": 0, "送": 1, "发放": 2, "发": 2, "抄送": 3}


def _repeated(galley: Galley) -> Iterator[Hit]:
    seen: set[str] = set()
    for name in _LISTS:
        for index, recipient in enumerate(getattr(galley.issue.imprint, name)):
            if letters(recipient) in seen:
                passage = galley.find(f"imprint.{name}[{index}]")
                yield Hit(passage.start, passage.end)
            seen.add(letters(recipient))


def _address(galley: Galley) -> Iterator[Hit]:
    passage = galley.find("imprint.submission_address")
    text = galley.printed[passage.start : passage.end]
    if not text or compiled(rf"{_MAIL}(?:[、；;,，] ?{_MAIL})*|https?://\S+").fullmatch(text):
        return
    if not compiled(r"[@＠.．]|[a-z]{3}").search(text) or compiled(r"[\H]{4}").search(text):
        return
    mended = normal_form(text).replace("。", ".").replace(" ", "")
    fix = mended if compiled(_MAIL).fullmatch(mended) else None
    yield Hit(passage.start, passage.end, fix)


def _other_address(galley: Galley) -> Iterator[Hit]:
    known, passage = galley.profile.submission_address, galley.find("imprint.submission_address")
    text = galley.printed[passage.start : passage.end]
    if known and text and known.casefold() != text.casefold():
        yield Hit(passage.start, passage.end, None, {"known": known})


def _single(entries: Iterable[str]) -> list[str]:
    """Part entries that name several: 各分公司、子公司 is printed like two entries."""
    return [name for entry in entries for name in entry.split("、") if name]


def _unlike_last(galley: Galley) -> Iterator[Hit]:
    """Recipients that the series has and this issue lacks, or the other way round."""
    for name in ("distribution", "copies"):
        usual = _single(getattr(galley.profile, name))
        here = _single(getattr(galley.issue.imprint, name))
        if not usual or not here:
            continue
        lacking = [entry for entry in usual if letters(entry) not in set(map(letters, here))]
        added = [entry for entry in here if letters(entry) not in set(map(letters, usual))]
        if lacking or added:
            passage = galley.find(f"imprint.{name}[0]")
            said = {"lacking": "、".join(lacking) or "—", "added": "、".join(added) or "—"}
            yield Hit(passage.start, passage.start, None, said)


def _print_run(galley: Galley) -> Iterator[Hit]:
    imprint = galley.issue.imprint
    recipients = sum(len(getattr(imprint, name)) for name in _LISTS)
    if imprint.print_run is not None and imprint.print_run < recipients:
        yield Hit(0, 0, None, {"run": imprint.print_run, "recipients": recipients})


def _printed_before(galley: Galley) -> Iterator[Hit]:
    issued, printed = galley.issue.masthead.date, galley.issue.imprint.printed_on
    if issued is not None and printed is not None and printed < issued:
        yield Hit(0, 0, None, {"printed": printed.isoformat(), "issued": issued.isoformat()})


def _order(galley: Galley) -> Iterator[Hit]:
    """主送 before 抄送, 报 before 送 before 发, in lines that were kept as printed."""
    last = -1
    for passage in galley.of("imprint"):
        if not passage.element.startswith("imprint.other"):
            continue
        found = compiled(r"^(主送|抄送|发放|报|送|发)[:：]").search(galley.words(passage))
        place = _ORDER[found[1]] if found else last
        if place < last:
            yield Hit(passage.start, passage.start + len(found[1] if found else ""))
        last = max(last, place)


def _same_order(galley: Galley) -> Iterator[Hit]:
    for name in ("distribution", "copies"):
        usual = [letters(entry) for entry in getattr(galley.profile, name)]
        last = -1
        for index, entry in enumerate(getattr(galley.issue.imprint, name)):
            place = usual.index(letters(entry)) if letters(entry) in usual else last
            if place < last:
                passage = galley.find(f"imprint.{name}[{index}]")
                yield Hit(passage.start, passage.end)
                break
            last = place


RULES = (
    Rule(
        code="I841",
        slug="repeated-recipient",
        severity="warning",
        source=CUSTOM,
        says=Sentence("发放对象“{text}”重复", "The recipient {text} stands twice"),
        wrong="@发 公司领导、各部门\n@抄送 各部门\n新泊位投用。",
        right="@发 公司领导、各部门\n@抄送 集团办公室\n新泊位投用。",
        check=_repeated,
    ),
    Rule(
        code="I842",
        slug="invalid-address",
        severity="error",
        source=CUSTOM,
        says=Sentence("投稿邮箱“{text}”无效", "{text} is no mail address"),
        wrong="@邮箱 news＠qingjiang.example\n新泊位投用。",
        right="@邮箱 news@qingjiang.example\n新泊位投用。",
        check=_address,
        fixable=True,
    ),
    Rule(
        code="I843",
        slug="changed-address",
        severity="warning",
        source=HOUSE,
        says=Sentence(
            "投稿邮箱与往期（{known}）不同：{text}",
            "The address {text} is not that of the series, {known}",
        ),
        wrong="@固定邮箱 news@qingjiang.example\n@邮箱 new@qingjiang.example\n新泊位投用。",
        right="@固定邮箱 news@qingjiang.example\n@邮箱 news@qingjiang.example\n新泊位投用。",
        check=_other_address,
    ),
    Rule(
        code="I844",
        slug="changed-recipients",
        severity="advice",
        source=HOUSE,
        says=Sentence(
            "发放对象与往期不同：少 {lacking}，多 {added}",
            "Recipients differ from the series: lacking {lacking}, added {added}",
        ),
        wrong="@固定发放 公司领导、各部门\n@发 公司领导\n新泊位投用。",
        right="@固定发放 公司领导、各部门\n@发 公司领导、各部门\n新泊位投用。",
        check=_unlike_last,
    ),
    Rule(
        code="I845",
        slug="small-print-run",
        severity="warning",
        source=CUSTOM,
        says=Sentence(
            "共印 {run} 份，少于发放对象 {recipients} 个",
            "A print run of {run} for {recipients} recipients",
        ),
        wrong="@发 公司领导、各部门、各车间\n@份数 2\n新泊位投用。",
        right="@发 公司领导、各部门、各车间\n@份数 20\n新泊位投用。",
        check=_print_run,
    ),
    Rule(
        code="I846",
        slug="printed-before-date",
        severity="warning",
        source=f"{GB9704} 7.4.2",
        says=Sentence(
            "印发日期 {printed} 早于本期日期 {issued}",
            "Printed on {printed}, before the date of the issue, {issued}",
        ),
        wrong="@印发 2021-06-01\n新泊位投用。",
        right="@印发 2021-06-04\n新泊位投用。",
        check=_printed_before,
    ),
    Rule(
        code="I847",
        slug="distribution-order",
        severity="advice",
        source=f"{GB9704} 7.4.1",
        says=Sentence(
            "次序应为报、送、发，主送在抄送前", "The order is 报, 送, 发, and 主送 before 抄送"
        ),
        wrong="@其他 抄送：集团办公室\n@其他 主送：公司领导\n新泊位投用。",
        right="@其他 主送：公司领导\n@其他 抄送：集团办公室\n新泊位投用。",
        check=_order,
    ),
    Rule(
        code="I848",
        slug="recipient-order",
        severity="advice",
        source=HOUSE,
        says=Sentence("“{text}”的次序与往期不同", "{text} is not where the series puts it"),
        wrong="@固定发放 公司领导、各部门\n@发 各部门、公司领导\n新泊位投用。",
        right="@固定发放 公司领导、各部门\n@发 公司领导、各部门\n新泊位投用。",
        check=_same_order,
    ),
)
