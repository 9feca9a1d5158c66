"""What a bounce in plain words says: the servers' codes and reasons, and the addresses in it.

For the 退信 of QQ, 网易, Coremail and Exchange, which are written for people and bring no delivery
status (RFC 3464). Texts are cut before they are looked through: they are a stranger's.
"""

from __future__ import annotations

import re

from jianbao.post.values import Failure

_MOST = 64 << 10  # characters
_MOST_ADDRESSES = 50
_LONGEST_REASON = 400

_ADDRESS = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9._%+-]{1,64}@[a-z0-9][a-z0-9.-]{0,251}[a-z0-9]",
    re.IGNORECASE | re.ASCII,
)
_ENHANCED = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)")  # RFC 3463; no IP address
_BASIC = re.compile(r"(?<![\d.:/])(4(?:21|5[0-4])|5(?:0[0-4]|21|3[05]|5[0-6]))(?=[ \-#])")
_LABEL = re.compile(
    r"^\W{0,8}(?:退信原因|退信代码|退回原因|失败原因|出错原因|错误原因|错误信息|错误代码|诊断信息"
    r"|原因|Diagnostic(?: information)?|Reason|Error)(?:[^:：\n]{0,40}[:：]|[ \t]+|$)[ \t]*(.*)$",
    re.MULTILINE | re.IGNORECASE,
)
_NO_BOX_CODES = re.compile(r"(?<![\d.])5\.1\.(?:1|2|3|6|10)(?!\.?\d)")
_REFUSED = re.compile(r"(?<![\d.:/])55[013](?=[ \-#]|$)")
_NO_BOX_WORDS = re.compile(
    r"user unknown|unknown (?:user|recipient|address)|no such (?:user|recipient|mailbox|address)"
    r"|(?:user|mailbox|account|recipient|address)(?: is| was)? not (?:be )?(?:found|exist|known)"
    r"|(?:does|do|is) not? exists?|doesn't exist|non-?existent|not a valid mailbox"
    r"|invalid (?:user|recipient|mailbox)|unavailable mail ?user|RecipNotFound"
    r"|(?:用户|收件人|邮箱|地址|账号|帐号|账户|帐户)[^，。；\n]{0,40}不存在|该用户未开通"
    r"|(?:找不到|未找到)[^，。；\n]{0,20}(?:地址|邮箱|收件人|用户)",
    re.IGNORECASE,
)
_OF_THE_SENDER = re.compile(
    r"\bsender\b|\bmail from\b|\bfrom (?:address|domain)\b|发件人|发信", re.IGNORECASE
)


def addresses_in(text: str) -> tuple[str, ...]:
    """Give the e-mail addresses that stand in a text, in lower case, each once."""
    found = (match[0].lower() for match in _ADDRESS.finditer(text[:_MOST]))
    return tuple(dict.fromkeys(found))[:_MOST_ADDRESSES]


def failure_in(text: str, address: str = "", action: str = "") -> Failure:
    """Read the code and the reason out of a bounce in words; what is not said stays empty."""
    text = text[:_MOST]
    code = _ENHANCED.search(text) or _BASIC.search(text)
    return Failure(address, action, code[1] if code else "", _reason_in(text))


def says_no_such_box(said: str) -> bool:
    """Say whether a server's words mean that the address does not exist, and nothing else.

    A code of the class 5.1 about the recipient says so; without one, a refusal in such words.
    5.1.7 and 5.1.8 are about the sender, and 5.1.0 about anything.
    """
    if _NO_BOX_CODES.search(said):
        return True
    code = _ENHANCED.search(said)
    if code and not code[1].startswith(("5.0", "5.1.0", "5.5")):
        return False
    refused = code or _REFUSED.search(said)
    return bool(refused and _NO_BOX_WORDS.search(said)) and not _OF_THE_SENDER.search(said)


def _reason_in(text: str) -> str:
    """Give what the text names as the reason, and the line with a server's own reply."""
    lines = [line for part in text.splitlines() if (line := part.strip())]
    labelled = _labelled(text)
    replied = next((line for line in lines if _ENHANCED.search(line) or _BASIC.search(line)), "")
    told = [labelled, "" if replied and replied in labelled else replied]
    if labelled and labelled in replied:
        told = [replied]
    return "；".join(part[:_LONGEST_REASON].rstrip("。；;") for part in told if part)


def _labelled(text: str) -> str:
    """Give what stands behind 退信原因 and the like, or in the line below it."""
    for found in _LABEL.finditer(text):
        said = found[1].strip()
        if not said:
            below = text[found.end() :].lstrip()
            said = below.partition("\n")[0].strip()
        if said:
            return said
    return ""
