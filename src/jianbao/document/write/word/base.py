"""The Word files that issues are written into: built from the tables of looks and styles.

`python -m jianbao.document.write.word.base gov > base-gov.docx` makes the package data anew; a
test holds it in step.
"""

from __future__ import annotations

import sys

from jianbao.document.write.word.looks import LOOKS, Look
from jianbao.document.write.word.packing import pack
from jianbao.document.write.word.styles import W, styles_xml

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What stands in for a font that a machine lacks: name, other name, family.
_FONTS = (
    ("仿宋_GB2312", "仿宋", "modern"),
    ("方正小标宋简体", "方正小标宋_GBK", "script"),
    ("黑体", "SimHei", "modern"),
    ("楷体_GB2312", "楷体", "modern"),
    ("宋体", "SimSun", "auto"),
)
_PARTS = ("styles", "settings", "fontTable", "footer1", "footer2")
_TYPES = {"footer1": "footer", "footer2": "footer"}


def build_base(look: Look) -> dict[str, str]:
    """Give the parts of the base file of a look by their names in the package."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (
                ("officeDocument", "word/document.xml"),
                ("extended-properties", "docProps/app.xml"),
            ),
            core=True,
        ),
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(),
        "word/_rels/document.xml.rels": _relationships(
            tuple((_TYPES.get(name, name), f"{name}.xml") for name in _PARTS)
        ),
        "word/document.xml": _document(look),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer("right", look.small * 10),
        "word/footer2.xml": _footer("left", look.small * 10),
        "word/settings.xml": _settings(),
        "word/styles.xml": styles_xml(look),
    }
    return {name: _HEAD + parts[name] for name in sorted(parts)}


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD}.{_TYPES.get(name, name)}+xml" for name in _PARTS},
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument"
        ".extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{n}" ContentType="{t}"/>' for n, t in overrides.items())
        + "</Types>"
    )


def _relationships(targets: tuple[tuple[str, str], ...], *, core: bool = False) -> str:
    rows = [(f"{_R}/{kind}", target) for kind, target in targets]
    if core:
        rows.append((f"{_REL}/metadata/core-properties", "docProps/core.xml"))
    shown = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_REL}">{shown}</Relationships>'


def _app() -> str:
    return (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>jianbao</Application></Properties>'
    )


def _core() -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"><dc:language>zh-CN</dc:language>'
        "</cp:coreProperties>"
    )


def _document(look: Look) -> str:
    top, right, bottom, left = look.margins
    return (
        f'<w:document xmlns:w="{W}" xmlns:r="{_R}"><w:body><w:sectPr>'
        '<w:footerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="even" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        f' w:header="851" w:footer="{look.footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{look.pitch}"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _footer(side: str, indent: int) -> str:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}="{indent}"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        f'{character("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        f"{character('separate')}<w:r><w:t>1</w:t></w:r>{character('end')}"
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/></w:font>'
        for name, other, family in _FONTS
    )
    return f'<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _settings() -> str:
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        "</w:settings>"
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(pack(build_base(LOOKS[sys.argv[1]])))
