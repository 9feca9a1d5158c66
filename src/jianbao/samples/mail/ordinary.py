"""The ordinary mail of three weeks: each piece with its form, its manner and its photos."""

from __future__ import annotations

from jianbao.samples.mail import forms
from jianbao.samples.mail.forms import Form, Scenes
from jianbao.samples.mail.wire import Manner
from jianbao.samples.values import Expectation

_FORMS: dict[str, Form] = {
    "mail": forms.in_the_mail,
    "html": forms.pasted_from_word,
    "word": forms.word_attached,
    "word+photos": forms.word_beside_photos,
    "pdf": forms.pdf_attached,
    "scan": forms.scan_attached,
    "page": forms.page_photographed,
    "rtf": forms.rtf_attached,
    "winmail": forms.winmail_attached,
}
_MANNERS: tuple[Manner, ...] = ("utf-8", "gb2312", "raw", "rfc2231", "split")
_TABLE = """
qingshi-kiln             word         utf-8    kiln,plant
qingshi-lecture          word+photos  gb2312   meeting
qingshi-confined         word         rfc2231
qingshi-night-school     mail         utf-8    meeting
qingshi-dormitory        html         gb2312
qingshi-packing          pdf          utf-8    plant
qingshi-essay            mail         raw
baichuan-joint           word         gb2312
baichuan-gallery         word+photos  utf-8    kiln,helmets
baichuan-family-day      html         utf-8    helmets
baichuan-appointment     scan         utf-8
baichuan-watch           word         split    helmets
baichuan-essay           mail         gb2312
nanping-blast            word+photos  raw      quarry
nanping-green            word         utf-8    quarry
nanping-truck            pdf          gb2312   quarry
nanping-rescue           mail         utf-8
nanping-grid             word         utf-8
nanping-essay            html         raw
hongfeng-night           word         gb2312   kiln
wuliu-driver             word         utf-8
wuliu-home               mail         gb2312   meeting
wuliu-rail               word         utf-8    plant
huanbao-sludge           word+photos  rfc2231  plant
huanbao-open-day         html         utf-8    meeting
huanbao-lab              rtf          utf-8
huanbao-contract         mail         utf-8
jishu-clinker            pdf          utf-8
jishu-lab                word         gb2312
jishu-mentor             winmail      utf-8    meeting
jishu-essay              mail         gb2312
jiancai-pump             word+photos  gb2312   plant
jiancai-complaint        rtf          gb2312
jiancai-women            word         raw      helmets
zhuangbei-bucket         word         utf-8    kiln
zhuangbei-branch         page         utf-8
xinneng-solar            word+photos  split    solar
xinneng-storage          mail         gb2312   solar
gonghui-health           html         gb2312
gonghui-books            word         utf-8
tuanwei-volunteers       mail         split
tuanwei-contest          pdf          rfc2231
anhuan-inspection        scan         gb2312
anhuan-minutes           html         utf-8
hongfeng-profile         word         gb2312   helmets
huanbao-drill            word         utf-8
"""


def rows() -> tuple[tuple[str, Form, Manner, Scenes, Expectation], ...]:
    """Give key of the piece, form, manner, scenes of the photos, and what the desk should see."""
    return tuple(_row(line) for line in _TABLE.strip().splitlines())


def _row(line: str) -> tuple[str, Form, Manner, Scenes, Expectation]:
    key, form, manner, *scenes = line.split()
    known: Manner = next(one for one in _MANNERS if one == manner)
    expects: Expectation = "scan" if form in {"scan", "page"} else "piece"
    return key, _FORMS[form], known, tuple(",".join(scenes).split(",")) if scenes else (), expects
