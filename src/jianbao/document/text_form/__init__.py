"""The text form: an issue as Markdown with YAML front matter, made for people and for git.

Front matter holds masthead and imprint. `#` is a section, `##` a subsection (【…】 a bracketed
group), a paragraph an item. `###` starts a titled item that runs to the next heading or `***`;
`<!-- item -->` starts an untitled one of several paragraphs and can say what the form cannot.
A bold beginning is the lead, a closing （单位 姓名） the byline, `>` the editors' note.

`parse(format(issue)) == issue`, and `format(parse(text))` is a fixed point.
"""

from jianbao.document.text_form.front_matter import TextFormError
from jianbao.document.text_form.printing import format_text_form
from jianbao.document.text_form.reading import TextForm, is_text_form, parse_text_form

__all__ = ["TextForm", "TextFormError", "format_text_form", "is_text_form", "parse_text_form"]
