"""Typesetting an eight-page issue: cold in a new process, and warm after a one-item change."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from clock import Work, of_call, of_command, of_report, show, take_turns
from jianbao.document.write.pdf import Press
from material import OURS, PEERS, change_one_item, eight_pages, lay_out

_COLD = (
    "import sys;from pathlib import Path;"
    "from jianbao.document.interchange import from_json;"
    "from jianbao.document.write.pdf import write_pdf;"
    "Path(sys.argv[2]).write_bytes(write_pdf(from_json(Path(sys.argv[1]).read_bytes())))"
)
_WEASY = "import sys;from weasyprint import HTML;HTML(filename=sys.argv[1]).write_pdf(sys.argv[2])"
_WEASY_WARM = (
    "import sys,time;from weasyprint import HTML;from weasyprint.text.fonts import "
    "FontConfiguration;f=FontConfiguration();t=open(sys.argv[1]).read();"
    "HTML(string=t).write_pdf(font_config=f);s=time.process_time();"
    "HTML(string=t.replace('学习','研学',1)).write_pdf(font_config=f);"
    "print(time.process_time()-s)"
)


def cold(folder: Path) -> dict[str, Work]:
    """Contestants that start from nothing, as far as they are installed."""
    paths = lay_out(folder)
    contestants = {
        "jianbao (Typst, fonts of the wheel)": of_command(
            [OURS, "-c", _COLD, paths["json"], folder / "ours.pdf"]
        )
    }
    if shutil.which("xelatex"):
        contestants["XeLaTeX + ctex"] = of_command(
            ["xelatex", "-interaction=batchmode", "issue.tex"], cwd=folder
        )
    if PEERS.exists():
        contestants["WeasyPrint"] = of_command(
            [PEERS, "-c", _WEASY, paths["html"], folder / "weasy.pdf"]
        )
    if office := shutil.which("soffice"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder / "lo"]
        contestants["LibreOffice (from DOCX)"] = of_command([*convert, paths["docx"]])
    return contestants


def warm(folder: Path) -> dict[str, Work]:
    """Contestants that keep their process while one item changes."""
    issue, press, turn = eight_pages(), Press(), iter(range(1 << 30))
    press.pdf(issue)
    ours = of_call(lambda: press.pdf(change_one_item(issue, f"第{next(turn)}稿。")), times=5)
    contestants = {"jianbao (Press)": ours}
    if PEERS.exists():
        contestants["WeasyPrint (same process)"] = of_report(
            [PEERS, "-c", _WEASY_WARM, folder / "issue.html"]
        )
    return contestants


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contestants = cold(folder)
        for work in contestants.values():
            work()  # first run: caches of fonts and formats
        show("typeset 8 pages, cold process, CPU", take_turns(contestants))
        show("typeset 8 pages, one item changed, CPU", take_turns(warm(folder)))


if __name__ == "__main__":
    main()
