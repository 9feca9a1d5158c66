"""What turned one issue into another: items paired, moved and changed, by character."""

from jianbao.document.compare.comparing import compare
from jianbao.document.compare.comparison import Comparison
from jianbao.document.compare.report import as_json, format_comparison

__all__ = ["Comparison", "as_json", "compare", "format_comparison"]
