"""The YAML front matter: masthead, contents and imprint as one flat table with fixed keys."""

from __future__ import annotations

from typing import Any

import msgspec
import yaml

from jianbao.document.model import Imprint, Masthead, one_line

MARK = "jianbao"  # the key that tells the text form from other Markdown
VERSION = 1
_LARGEST = 256 * 1024  # characters

# What an editor may write instead of the fixed key.
CHINESE_KEYS = {
    "刊名": "title",
    "年度": "year",
    "期号": "number",
    "总期号": "running_number",
    "编发单位": "department",
    "编印单位": "department",
    "日期": "date",
    "印发日期": "printed_on",
    "印发机关": "printed_by",
    "密级": "classification",
    "份号": "copy_number",
    "紧急程度": "urgency",
    "信息采集时间": "window",
    "报": "reported_to",
    "送": "sent_to",
    "发": "distribution",
    "发放": "distribution",
    "抄送": "copies",
    "投稿邮箱": "submission_address",
    "印数": "print_run",
    "目录": "contents",
}


class TextFormError(ValueError):
    """The text is not in the text form; the message says where and what was expected."""


class FrontMatter(msgspec.Struct, frozen=True):
    """What stands between the two `---` lines."""

    masthead: Masthead
    contents: tuple[str, ...]
    imprint: Imprint


class _Loader(yaml.BaseLoader):  # type: ignore[misc, unused-ignore]  # BaseLoader is untyped
    """Reads every scalar as text, so that 份号 000123 stays what was typed; refuses aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - PyYAML's own types
        if self.check_event(yaml.AliasEvent):
            message = "the front matter may not use YAML aliases (&, *)"
            raise TextFormError(message)
        return super().compose_node(parent, index)


def _table(text: str) -> dict[str, Any]:
    if len(text) > _LARGEST:
        raise TextFormError(f"the front matter is longer than {_LARGEST} characters")
    try:
        table = yaml.load(text, Loader=_Loader)  # noqa: S506 - derives from BaseLoader: text only
    except yaml.YAMLError as error:
        raise TextFormError(f"front matter: {' '.join(str(error).split())}") from error
    except RecursionError:
        raise TextFormError("the front matter is nested too deeply") from None
    if not isinstance(table, dict):
        raise TextFormError("the front matter must be a table of `key: value` lines")
    return {CHINESE_KEYS.get(str(key), str(key)): _clean(value) for key, value in table.items()}


def _clean(value: Any) -> Any:  # noqa: ANN401 - a tree of YAML
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [_clean(entry) for entry in value]
    return {key: _clean(entry) for key, entry in value.items()}


def _aslist(value: Any) -> list[Any]:  # noqa: ANN401 - a tree of YAML
    return value if isinstance(value, list) else [value]


def parse_front_matter(text: str) -> FrontMatter:
    """Read the front matter. Raises TextFormError naming the key that does not fit."""
    table = _table(text)
    version = table.pop(MARK, "")
    if version not in {"", str(VERSION)}:
        raise TextFormError(f"this is text form {version}; this program reads {VERSION}")
    table = {key: value for key, value in table.items() if value not in ("", [], {})}
    contents = _aslist(table.pop("contents", []))
    window = table.get("window")
    if isinstance(window, str) and "/" in window:
        start, end = window.split("/", 1)
        table["window"] = {"from": start.strip(), "to": end.strip()}
    return FrontMatter(
        masthead=_convert(table, Masthead),
        contents=tuple(contents),
        imprint=_convert_rest(table),
    )


def _convert(table: dict[str, Any], kind: type[Any]) -> Any:  # noqa: ANN401 - one of two structs
    known = {}
    for field in msgspec.structs.fields(kind):
        if field.encode_name not in table:
            continue
        value = table.pop(field.encode_name)
        plural = isinstance(getattr(kind(), field.name), tuple)
        known[field.encode_name] = _aslist(value) if plural else value
    try:
        return msgspec.convert(known, kind, strict=False)
    except msgspec.ValidationError as error:
        raise TextFormError(f"front matter: {error}") from error


def _convert_rest(table: dict[str, Any]) -> Imprint:
    imprint: Imprint = _convert(table, Imprint)
    if table:
        known = [f.encode_name for t in (Masthead, Imprint) for f in msgspec.structs.fields(t)]
        raise TextFormError(f"front matter: unknown key {next(iter(table))!r}; known: {known}")
    return imprint


def _said(value: Any) -> dict[str, Any]:  # noqa: ANN401 - one of two structs
    """Give the fields that differ from an empty one, in the order of the model."""
    fields = msgspec.structs.fields(value)
    plain: dict[str, Any] = msgspec.to_builtins(value)
    empty: dict[str, Any] = msgspec.to_builtins(type(value)())
    names = [field.encode_name for field in fields]
    return {name: plain[name] for name in names if plain[name] != empty[name]}


class _Dumper(yaml.SafeDumper):  # type: ignore[misc, unused-ignore]  # SafeDumper is untyped
    """Leaves dates without quotes, as a person types them: the loader reads text anyway."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own class attribute
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002 - PyYAML's signature
        return True


def format_front_matter(front: FrontMatter) -> str:
    """Write the front matter without its `---` lines; only what is said, in a fixed order."""
    table: dict[str, Any] = {MARK: VERSION, **_said(front.masthead)}
    if front.contents:
        table["contents"] = list(front.contents)
    table |= _said(front.imprint)
    lines = []
    for key, value in table.items():
        shown = yaml.dump(
            value,
            Dumper=_Dumper,
            allow_unicode=True,
            default_flow_style=True,
            width=1 << 30,
            sort_keys=False,
        )
        shown = shown.removesuffix("...\n").strip()
        lines.append(f"{key}: {shown}")
    return "\n".join(lines)
