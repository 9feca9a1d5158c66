"""docs/api.md, made from the description of the API: `python -m jianbao.web.api.reference`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import django

_HEAD = """# JSON 接口

网址 `/api/v1/`。程序代表持有访问令牌的人，在令牌的用途（scope）和这个人的权限之内行事。
令牌在“我的账号 · 访问令牌”中生成。

    curl -H "Authorization: Bearer $TOKEN" https://desk.yunling.example/api/v1/me

- 只认 `Authorization: Bearer`，不认登录会话；`openapi.json` 除外，登录后也可读取。
- 每个令牌每分钟{limit}次；超出答 429，`Retry-After` 给出等待的秒数。
- 拒绝一律是 `{{"code", "message", "values"}}`：`code` 供程序判断，`message` 是给人看的一句话。
  401 没有令牌或令牌无效；403 无权；404 不存在，或不属于您；409 已被别人抢先，或状态不允许；
  413 过大；422 参数不合要求；429 过于频繁。
- 修改来稿要带上看到的 `version`；此间有人动过就答 409，什么也不改。
- 同样的内容再投一次，得到同一篇来稿，答 200 而不是 201。
- 长列表分段给出：把 `following` 作为 `after`（记录用 `before`）取下一段。

This page is made from the description that the desk serves at `/api/v1/openapi.json`.
"""


def reference() -> str:
    """Give docs/api.md: how to ask, then every operation with what it takes, needs and gives."""
    from jianbao.web.api.describing import description  # noqa: PLC0415 - loads late: after Django is set up
    from jianbao.web.api.entrance import EACH_MINUTE  # noqa: PLC0415 - loads late: the same
    from jianbao.web.api.urls import api  # noqa: PLC0415 - loads late: the same

    described = description(api)
    parts = [_HEAD.format(limit=EACH_MINUTE)]
    for path, methods in described["paths"].items():
        parts += ["\n".join(_operation(method, path, one)) for method, one in methods.items()]
    parts.append("\n".join(_shapes(described["components"]["schemas"])))
    return "\n".join(parts)


def _operation(method: str, path: str, declared: dict[str, Any]) -> Iterator[str]:
    yield f"## {method.upper()} {path}\n"
    yield f"{declared.get('description', '')}\n"
    scopes = "、".join(f"`{scope}`" for scope in declared["x-scopes"])
    if declared["x-needs"]:
        needs = " / ".join(f"`{need}`" for need in declared["x-needs"])
        yield f"- needs {needs}; scopes {scopes}"
    asked = [one for one in declared.get("parameters", ()) if one["in"] == "query"]
    for one in asked:
        must = "" if one.get("required") else ", optional"
        yield f"- `{one['name']}`: {_kind(one['schema'])}{must}"
    for kind, content in declared.get("requestBody", {}).get("content", {}).items():
        yield f"- body {kind}: {_kind(content['schema'])}"
    for status, answer in sorted(declared["responses"].items()):
        if int(status) < 300:
            schema = answer.get("content", {}).get("application/json", {}).get("schema")
            yield f"- {status}: {_kind(schema) if schema else answer.get('description', '')}"
    yield ""


def _shapes(schemas: dict[str, Any]) -> Iterator[str]:
    yield "## Shapes\n"
    for name, schema in sorted(schemas.items()):
        yield f"### {name}\n"
        yield f"{schema.get('description', '')}\n"
        required = set(schema.get("required", ()))
        for field, kind in schema.get("properties", {}).items():
            yield f"- `{field}`: {_kind(kind)}{'' if field in required else ', optional'}"
        yield ""


def _kind(schema: dict[str, Any]) -> str:
    """Say in words what a schema takes."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(f"`{one}`" for one in schema["enum"])
    if schema.get("type") == "array" and "items" in schema:
        return f"list of {_kind(schema['items'])}"
    if schema.get("type") == "object" and "properties" in schema:
        return ", ".join(f"`{name}` ({_kind(kind)})" for name, kind in schema["properties"].items())
    kind = str(schema.get("format") or schema.get("type") or "any")
    bounds = [f"{schema[b]} {word}" for b, word in _BOUNDS.items() if b in schema]
    return f"{kind} ({', '.join(bounds)})" if bounds else kind


_BOUNDS = {"maxLength": "characters at most"}

if __name__ == "__main__":
    django.setup()
    sys.stdout.write(reference())
