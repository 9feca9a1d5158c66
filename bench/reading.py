"""Reading: PDF to lines and to structure, DOCX to lines, beside what others use for text alone."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from clock import Work, of_command, of_report, show, take_turns
from material import OURS, PEERS, lay_out

SCRIPT = Path(__file__).with_name("read_with.py")


def reader(library: str, units: int, path: Path) -> Work:
    """Give a contestant that reads `path` with `library` in the interpreter that has it."""
    python = PEERS if library in {"pdfplumber", "markitdown"} else OURS
    return of_report([python, SCRIPT, library, str(units), path])


def pages_of(path: Path) -> int:
    """Count the pages of a PDF."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def main() -> None:
    """Print three tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = lay_out(folder)
        pages = pages_of(paths["pdf"])
        peers = ("pdfplumber", "markitdown") if PEERS.exists() else ()
        ours = {
            "jianbao: lines with layout": reader("lines_of_pdf", pages, paths["pdf"]),
            "jianbao: structure": reader("structure", pages, paths["pdf"]),
        }
        others = {f"{one}: text": reader(one, pages, paths["pdf"]) for one in peers}
        show(
            f"read a PDF of {pages} pages, CPU", take_turns(ours | others), unit="pages", rate=True
        )

        docx = {"jianbao: lines with layout": reader("lines_of_docx", 1, paths["docx"])}
        docx["jianbao: structure"] = reader("structure", 1, paths["docx"])
        docx["python-docx: paragraphs"] = reader("python_docx", 1, paths["docx"])
        if peers:
            docx["markitdown: text"] = reader("markitdown", 1, paths["docx"])
        if office := shutil.which("soffice"):
            profile = f"-env:UserInstallation=file://{folder}/profile"
            to_text = [office, profile, "--headless", "--convert-to", "txt:Text", "--outdir"]
            docx["LibreOffice: text (cold)"] = of_command([*to_text, folder / "lo", paths["docx"]])
        show("read a DOCX of 8 pages, CPU", take_turns(docx), unit="files", rate=True)


if __name__ == "__main__":
    main()
