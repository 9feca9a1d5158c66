"""Lines with layout to the parts of an issue: masthead, sections, items, imprint.

Each step is a module: furniture, issues (several in one file), masthead, contents, imprint,
headings, segments (broken lines to paragraphs), outline, items, assembly.
"""

from jianbao.document.read.structure.structure import Structure, read_structure

__all__ = ["Structure", "read_structure"]
