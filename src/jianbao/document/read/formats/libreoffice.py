"""LibreOffice as a converter: the one reader here that starts a program and has a folder.

Each call has a profile of its own, a session of its own that is ended as a whole, no network where
the system allows it, and no macros; without LibreOffice nothing here works and all else does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from jianbao.document.problems import Unreadable

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
_SECURITY = (("MacroSecurityLevel", "3"), ("DisableMacrosExecution", "true"),
             ("BlockUntrustedRefererLinks", "true"))  # fmt: skip
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{0}" oor:op="fuse"><value>{1}</value></prop></item>'
)
_KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT")
_NOWHERE = "http://127.0.0.1:9"  # a proxy that answers nothing


def find_libreoffice() -> str | None:
    """Give the path of LibreOffice's program, None where there is none."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def convert_to_docx(data: bytes, suffix: str, *, timeout: float = 60) -> bytes:
    """Convert an office file (`suffix` with its dot) to .docx; `timeout` in seconds.

    Raises Unreadable: missing-tool, timeout, corrupt.
    """
    program = find_libreoffice()
    if program is None:
        raise Unreadable("missing-tool", tool="LibreOffice")
    with tempfile.TemporaryDirectory(prefix="jianbao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile" / "user")
        (folder / f"in{suffix}").write_bytes(data)
        _run(_command(program, folder, f"in{suffix}"), folder, timeout)
        converted = folder / "out" / "in.docx"
        if not converted.is_file():
            raise Unreadable("corrupt")
        return converted.read_bytes()


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    settings = "".join(_SETTING.format(*setting) for setting in _SECURITY)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{settings}</oor:items>',
        encoding="utf-8",
    )


def _command(program: str, folder: Path, name: str) -> list[str]:
    return [
        *_without_network(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder / "out"),
        str(folder / name),
    ]


def _run(command: list[str], folder: Path, timeout: float) -> None:
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment |= {"HOME": str(folder), "http_proxy": _NOWHERE, "https_proxy": _NOWHERE}
    with subprocess.Popen(  # noqa: S603 - the program was found here, the names are ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(timeout)
        except subprocess.TimeoutExpired as error:
            raise Unreadable("timeout") from error
        finally:
            _end_session(running)


def _end_session(running: subprocess.Popen[bytes]) -> None:
    """End everything the program started: it leaves soffice.bin behind when it is stopped."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(running.pid, signal.SIGKILL)
        else:
            running.kill()
    except ProcessLookupError:
        return


@cache
def _without_network() -> tuple[str, ...]:
    """Give the words that start a program in a network of nobody, none where that is refused."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    words = (unshare, "--map-root-user", "--net", "--")
    try:
        subprocess.run(  # noqa: S603 - as above
            [*words, "true"], capture_output=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    return words
