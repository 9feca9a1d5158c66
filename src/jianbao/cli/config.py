"""`jianbao config`: every setting with its value, default and meaning; it changes none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jianbao import config
from jianbao.cli.declare import JSON, Example, format_option
from jianbao.cli.exits import Exit
from jianbao.cli.office import read_settings
from jianbao.cli.output import put
from jianbao.cli.printing import chosen_format, json_bytes
from jianbao.cli.words import say

if TYPE_CHECKING:
    from jianbao.config import Config

OPTIONS = (format_option("text", "json", "markdown"), JSON)
EXAMPLES = (
    Example("jianbao config", "查看全部设置", "show every setting"),
    Example("JIANBAO_HOME=/srv/jianbao jianbao config", "换一个数据目录", "another home folder"),
    Example("jianbao config --json", "供程序使用", "for programs"),
)


def run(*, form: str | None, as_json: bool) -> int:
    """Print the settings as this process sees them; secrets are named, never shown."""
    form = chosen_format(form, as_json=as_json, default="text")
    if form == "markdown":
        put(settings_page())
        return Exit.FINE
    rows = _rows(read_settings())
    if form == "json":
        put(json_bytes({"settings": rows}))
    else:
        put("".join(f"{row['variable']} = {row['value']}\n    {row['meaning']}\n" for row in rows))
    return Exit.FINE


def _rows(settings: Config) -> list[dict[str, Any]]:
    return [
        {
            "variable": config.PREFIX + name.upper(),
            "value": _shown(getattr(settings, name), secret=meaning.secret),
            "meaning": say(meaning.zh, meaning.en),
        }
        for name, meaning in config.MEANINGS.items()
    ]


def _shown(value: object, *, secret: bool) -> str:
    if secret and value:
        return say("（已设置，不显示）", "(set, not shown)")
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def settings_page() -> str:
    """Give docs/settings.md: the whole table, in both languages."""
    rows = "\n".join(
        f"| `{variable}` | {f'`{default}`' if default else ''} | {meaning.zh} | {meaning.en} |"
        for variable, default, meaning in config.variables()
    )
    return (
        "# Settings\n\n"
        "Every setting is an environment variable; `…_FILE` names a file that holds its value, "
        "so that a secret need not stand in the environment. `jianbao config` shows what is in "
        "force.\n\n"
        "每项设置都是一个环境变量；变量名加 `_FILE` 可改为从文件读取，密钥不必写进环境。"
        "`jianbao config` 显示当前生效的值。\n\n"
        "| variable | default | 含义 | meaning |\n|---|---|---|---|\n" + rows + "\n"
    )
