from jianbao.document.compare.reading_text import as_read
from jianbao.document.model import Byline, Item, Source
from jianbao.language.clause_changes import changed_clauses


def test_an_item_reads_line_by_line_as_it_is_printed() -> None:
    item = Item(
        title="检修纪实",
        lead="检修完成。",
        paragraphs=("用时3天。", "职工满意。"),
        byline=Byline(raw="（青石分公司）"),
        source=Source(raw="（新华社）"),
    )
    assert as_read(item) == "检修纪实\n检修完成。用时3天。\n职工满意。\n（青石分公司）（新华社）"
    assert as_read(Item(lead="检修完成。")) == "检修完成。"


def test_a_sentence_that_becomes_the_lead_is_no_change_of_words() -> None:
    before = Item(paragraphs=("检修完成。用时3天。",))
    after = Item(lead="检修完成。", paragraphs=("用时3天。",))
    assert not any(c.changed for c in changed_clauses(as_read(before), as_read(after)))
