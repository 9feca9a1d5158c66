"""What can go wrong with a mail server, told apart so that a person can put it right.

Each kind has a code and a sentence in both languages; `detail` is what the server said, in its
own words. None carries a password. What may answer that is no mail server is shown to nobody: a
page would else read a foreign machine aloud.
"""

from __future__ import annotations

import re

_BYTES = re.compile(r"""b(?P<mark>['"])(?P<said>.*?)(?P=mark)""")  # as Python spells bytes


class PostError(Exception):
    """A mail server could not be used. `passing` says that trying again later may help."""

    code = "mail-server"
    passing = False
    quotes = True
    """Whether the sentence shows the detail; where it does not, the detail is for the log."""
    sentence = ("邮件服务器出错。", "The mail server failed.")

    def __init__(self, detail: str = "") -> None:
        """Keep what the server or the system said."""
        super().__init__(detail)
        self.detail = detail

    def said(self, language: str = "zh") -> str:
        """Give the sentence in `language`, `zh` or `en`, with the detail behind it if it quotes."""
        sentence = self.sentence[1 if language == "en" else 0]
        if not self.quotes or not self.detail:
            return sentence
        detail = _BYTES.sub(r"\g<said>", self.detail)
        return f"{sentence} ({detail})" if language == "en" else f"{sentence}（{detail}）"


class Unreachable(PostError):
    """No connection: wrong name or port, a firewall, or the server is down."""

    code = "unreachable"
    passing = True
    quotes = False
    sentence = (
        "无法连接邮件服务器，请检查服务器地址、端口和网络。",
        "The mail server cannot be reached. Check its name, its port and the network.",
    )


class Untrusted(PostError):
    """The certificate is not one that this machine or the given CA file trusts."""

    code = "untrusted"
    sentence = (
        "邮件服务器的证书不受信任，请检查服务器地址，或设置单位的 CA 证书文件。",
        "The server's certificate is not trusted. Check its name, or set the CA file.",
    )


class Insecure(PostError):
    """An unencrypted connection was asked for to a machine that is not this one, or none is had."""

    code = "insecure"
    sentence = (
        "不允许以不加密方式登录其他主机，请改用 TLS 或 STARTTLS。",
        "Logging in to another machine without encryption is refused. Use TLS or STARTTLS.",
    )


class Refused(PostError):
    """The login was refused: wrong user, password or token, or IMAP is switched off."""

    code = "refused"
    sentence = (
        "登录被拒绝，请检查用户名和密码。QQ、163 等邮箱须使用授权码，并先开启 IMAP/SMTP 服务。",
        "The login was refused. Check user and password; some providers want a code instead.",
    )


class Unsafe(PostError):
    """The server takes this program for an unsafe one (网易: Unsafe Login)."""

    code = "unsafe-login"
    sentence = (
        "邮件服务商认为本次登录不安全，请在邮箱设置中允许第三方客户端后重试。",
        "The provider holds this login for unsafe. Allow other mail programs in its settings.",
    )


class Busy(PostError):
    """The server is overloaded, limits logins, or is under repair."""

    code = "busy"
    passing = True
    sentence = (
        "邮件服务器暂时不可用，稍后将重试。",
        "The mail server is busy; it is tried again later.",
    )


class NoFolder(PostError):
    """A folder is not there and could not be made."""

    code = "no-folder"
    sentence = ("邮箱中没有这个文件夹，也无法创建。", "The folder is not there and cannot be made.")


class ReadOnly(PostError):
    """The mailbox may be read but not changed, so that no mail can be moved."""

    code = "read-only"
    sentence = (
        "邮箱是只读的，收到的邮件无法移走。请给该账号写权限。",
        "The mailbox is read-only and mail cannot be moved. Give the account the right to write.",
    )


class Gone(PostError):
    """The mail is no longer in the folder: somebody moved or deleted it meanwhile."""

    code = "gone"
    sentence = ("邮件已不在邮箱中。", "The mail is no longer in the mailbox.")


class Interrupted(PostError):
    """The connection broke or fell silent in the middle."""

    code = "interrupted"
    passing = True
    sentence = (
        "与邮件服务器的连接中断，稍后将重试。",
        "The connection broke; it is tried again later.",
    )


class Misunderstood(PostError):
    """The server answered a command with something that makes no sense here."""

    code = "misunderstood"
    quotes = False
    sentence = ("邮件服务器的应答无法理解。", "The mail server's answer cannot be understood.")
