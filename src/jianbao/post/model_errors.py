"""What can go wrong with a language model's server, told apart so that a person can put it right.

As with mail servers, what may answer that is no such server is shown to nobody; only a refusal
that is shaped as the protocol has it is quoted. None carries the key.
"""

from __future__ import annotations

from jianbao.post.errors import PostError


class ModelError(PostError):
    """The server failed: an error of its own, which trying again may not mend."""

    code = "model-failed"
    quotes = False
    sentence = ("模型服务出错。", "The model's server failed.")


class BadAddress(ModelError):
    """The address is none of http or https, or holds a name, a query or a blank."""

    code = "model-address"
    sentence = (
        "模型服务地址不对，应形如 https://model.example/v1。",
        "This is no address of a model's server. It looks like https://model.example/v1.",
    )


class ClearText(ModelError):
    """A key would travel to another machine unencrypted."""

    code = "model-clear-text"
    sentence = (
        "不允许以不加密方式向其他主机发送密钥，请改用 https 地址，或不设密钥。",
        "A key is not sent to another machine without encryption. Use https, or set no key.",
    )


class Unreachable(ModelError):
    """No connection: wrong name or port, a firewall, or the server is down."""

    code = "model-unreachable"
    passing = True
    sentence = (
        "无法连接模型服务，请检查地址、端口和网络。",
        "The model's server cannot be reached. Check its address, its port and the network.",
    )


class Untrusted(ModelError):
    """The certificate is not one that this machine trusts."""

    code = "model-untrusted"
    sentence = (
        "模型服务的证书不受信任，请检查地址，或把单位的 CA 证书装入本机。",
        "The server's certificate is not trusted. Check its address, or install your CA here.",
    )


class RefusedKey(ModelError):
    """The key is missing, wrong, or not allowed this (401, 403)."""

    code = "model-key"
    sentence = (
        "模型服务拒绝了密钥，请检查密钥及其权限。",
        "The model's server refused the key. Check the key and what it may be used for.",
    )


class Unpaid(ModelError):
    """The account has nothing left (402)."""

    code = "model-unpaid"
    sentence = (
        "模型服务的账户余额不足。",
        "The account with the model's server has nothing left.",
    )


class NotThere(ModelError):
    """The server knows no such model, or nothing at this address (404)."""

    code = "model-not-there"
    sentence = (
        "模型服务没有这个模型，或地址不对（通常以 /v1 结尾）。",
        "The server has no such model, or the address is wrong; it usually ends in /v1.",
    )


class Elsewhere(ModelError):
    """The server points to another address (3xx); it is not followed."""

    code = "model-elsewhere"
    sentence = (
        "模型服务要求转到另一个地址，这里不会跟过去，请直接填写最终地址。",
        "The server points to another address, which is not followed. Enter the final one.",
    )


class Declined(ModelError):
    """The server does not take the request as it is: too long a text, an unknown parameter."""

    code = "model-declined"
    quotes = True
    sentence = ("模型服务不接受这次请求。", "The model's server does not take this request.")


class Busy(ModelError):
    """The server limits requests, or is overloaded or under repair (429, 502, 503, 504)."""

    code = "model-busy"
    passing = True
    sentence = (
        "模型服务繁忙，请稍后再试。",
        "The model's server is busy. Try again later.",
    )

    def __init__(self, detail: str = "", retry_after: int | None = None) -> None:
        """Keep after how many seconds the server wants to be asked again, where it says so."""
        super().__init__(detail)
        self.retry_after = retry_after

    def said(self, language: str = "zh") -> str:
        """Give the sentence, with the seconds to wait where the server named them."""
        sentence = super().said(language)
        if self.retry_after is None:
            return sentence
        if language == "en":
            return f"{sentence} It asks for {self.retry_after} seconds."
        return f"{sentence}对方要求等待 {self.retry_after} 秒。"


class TimedOut(ModelError):
    """The answer was not there in the time given."""

    code = "model-timed-out"
    passing = True
    sentence = (
        "模型服务没有在规定时间内答复。",
        "The model's server did not answer in the time given.",
    )


class Interrupted(ModelError):
    """The connection broke before the answer was there."""

    code = "model-interrupted"
    passing = True
    sentence = (
        "与模型服务的连接中断，请再试一次。",
        "The connection to the model's server broke. Try again.",
    )


class TooLong(ModelError):
    """The answer is larger than any shortened text or headline could be."""

    code = "model-too-long"
    sentence = ("模型服务的答复过长，未予接收。", "The answer was too long and was not taken.")


class Misunderstood(ModelError):
    """What answered does not speak the protocol."""

    code = "model-misunderstood"
    sentence = (
        "对方的答复不符合 OpenAI 接口格式，请检查地址。",
        "What answered does not speak the OpenAI protocol. Check the address.",
    )
