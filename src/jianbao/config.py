"""Every setting of the desk: one table with name, kind, default and meaning; nothing else is read.

A setting NAME is the environment variable JIANBAO_NAME, or the content of the file that
JIANBAO_NAME_FILE names, so that a secret need not stand in the environment.
"""

from __future__ import annotations

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec

PREFIX = "JIANBAO_"
MEGABYTE = 1 << 20
_SHORTEST_SECRET = 32  # characters
_MOST_CONNECTIONS = 4
_BOX = re.compile(r"[A-Za-z0-9._+-]{1,40}@[A-Za-z0-9.-]+")  # leaves room for a token
_WEAK = ("change", "secret", "insecure", "default", "example")


class ConfigError(ValueError):
    """A setting cannot be used; the message names it and says what would do."""


class Meaning(NamedTuple):
    """What a setting is for, in both languages; a secret is never printed."""

    zh: str
    en: str
    secret: bool = False


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one desk, checked. MEANINGS says what each is for."""

    home: Path = Path("jianbao-home")
    database_url: str = ""
    secret_key: str = ""
    address: str = "http://127.0.0.1:8000"
    listen: str = "127.0.0.1:8000"
    threads: int = 8
    workers: int = 2
    behind_proxy: bool = False
    language: Literal["zh-hans", "en"] = "zh-hans"
    time_zone: str = "Asia/Shanghai"
    smtp_url: str = ""
    letters_from: str = ""
    bounces_to: str = ""
    letters_per_minute: int = 120
    letters_per_hour: int = 3000
    letters_per_day: int = 20000
    letters_per_connection: int = 50
    letters_at_once: int = 1
    drop_folder: str = ""
    robot_hosts: str = ""
    largest_mail: int = 60 * MEGABYTE
    largest_upload: int = 60 * MEGABYTE
    mail_listener: str = ""
    redis_url: str = ""
    oidc_url: str = ""
    oidc_name: str = "单位账号"
    oidc_client: str = ""
    oidc_secret: str = ""
    oidc_person: Literal["verified-email", "email", "name"] = "verified-email"
    ldap_url: str = ""
    ldap_base: str = ""
    ldap_user: str = ""
    ldap_password: str = ""
    log_form: Literal["text", "json"] = "text"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    debug: bool = False

    @property
    def files(self) -> Path:
        """The folder of everything that arrived."""
        return self.home / "files"

    @property
    def index(self) -> Path:
        """The search index of this machine; it can be deleted and is then built again."""
        return self.home / "index.sqlite3"

    @property
    def incoming(self) -> Path:
        """The watched folder; it holds one folder for each bulletin."""
        return self.home / "incoming"

    @property
    def secure(self) -> bool:
        """Whether people reach the desk by https."""
        return self.address.startswith("https://")


MEANINGS: dict[str, Meaning] = {
    "home": Meaning(
        "数据目录：数据库、来稿原件、检索索引", "folder of the database, the files and the index"
    ),
    "database_url": Meaning(
        "PostgreSQL 地址；留空用数据目录中的 SQLite",
        "postgresql://user:password@host/name; empty for SQLite in the home folder",
        secret=True,
    ),
    "secret_key": Meaning(
        "签名密钥；单机留空则自动生成并存于数据目录",
        "key that signs sessions and links; one machine makes its own when empty",
        secret=True,
    ),
    "address": Meaning("用户访问的网址", "the address under which people open the desk"),
    "listen": Meaning("监听的地址和端口", "host and port to listen on"),
    "threads": Meaning("网页线程数", "threads that serve pages"),
    "workers": Meaning("后台任务线程数", "threads that do background jobs"),
    "behind_proxy": Meaning(
        "前面有反向代理，信任其转发头", "a reverse proxy stands in front; trust its headers"
    ),
    "language": Meaning("默认界面语言", "language of the interface before a person chooses"),
    "time_zone": Meaning("时区", "time zone of dates and times"),
    "smtp_url": Meaning(
        "发信服务器：smtp://、smtp+starttls://、smtps://；留空则信件留在发件箱",
        "server for letters: smtp://, smtp+starttls:// or smtps://; empty keeps letters waiting",
        secret=True,
    ),
    "letters_from": Meaning("发信人地址", "sender of letters: 编辑部 <desk@yunling.example>"),
    "bounces_to": Meaning(
        "退信地址：bounce@yunling.example；邮箱须支持 bounce+标记@ 形式，并由本系统收取",
        "address that bounces go to; its box must take bounce+token@ and be fetched by the desk",
    ),
    "letters_per_minute": Meaning("每分钟最多发信数", "most letters of dispatches in a minute"),
    "letters_per_hour": Meaning("每小时最多发信数", "most letters of dispatches in an hour"),
    "letters_per_day": Meaning("每天最多发信数", "most letters of dispatches in a day"),
    "letters_per_connection": Meaning(
        "每个连接最多发信数，之后重新连接", "letters after which a connection is made anew"
    ),
    "letters_at_once": Meaning(
        "同时发信的连接数，1 至 4", "connections that send at the same time, 1 to 4"
    ),
    "drop_folder": Meaning(
        "内网目录：刊物的“文件夹”渠道只能放在它下面；留空则不提供",
        "folder below which dispatches may put files for the intranet; empty for none",
    ),
    "robot_hosts": Meaning(
        "群机器人可用的其他主机名，空格分隔；企业微信、钉钉、飞书自己的不必写，私有部署才用",
        "further hosts of chat robots, parted by blanks: for private installations alone",
    ),
    "largest_mail": Meaning(
        "邮件上限（字节），超出者存档并列入无法解析",
        "bytes of one message; larger ones are kept and shown as unreadable",
    ),
    "largest_upload": Meaning("上传上限（字节）", "bytes of one upload"),
    "mail_listener": Meaning(
        "收信监听：lmtp://host:port 或 smtp://host:port；留空不监听",
        "listen for mail: lmtp://host:port or smtp://host:port; empty for none",
    ),
    "redis_url": Meaning(
        "Redis 地址，多机时用于任务；留空用数据库",
        "redis://… for jobs of many machines; empty keeps jobs in the database",
        secret=True,
    ),
    "oidc_url": Meaning("单点登录（OIDC）服务地址", "issuer address of single sign-on (OIDC)"),
    "oidc_name": Meaning("单点登录按钮上的名称", "what the sign-on button says"),
    "oidc_client": Meaning("单点登录客户端编号", "client id for single sign-on"),
    "oidc_secret": Meaning("单点登录客户端密钥", "client secret for single sign-on", secret=True),
    "oidc_person": Meaning(
        "单点登录按什么认人：verified-email 已验证的邮箱、email 邮箱、name 登录名",
        "what a person is known by: verified-email, email, or name (preferred_username)",
    ),
    "ldap_url": Meaning(
        "LDAP 服务器：ldaps:// 或 ldap+starttls://；ldap:// 不加密，仅限本机",
        "directory: ldaps:// or ldap+starttls://; ldap:// is clear text, for this machine only",
    ),
    "ldap_base": Meaning("LDAP 用户所在的 DN", "DN under which people stand"),
    "ldap_user": Meaning("LDAP 查询账号", "account that may search the directory"),
    "ldap_password": Meaning("LDAP 查询口令", "its password", secret=True),
    "log_form": Meaning("日志形式", "form of the log"),
    "log_level": Meaning("日志级别", "least level that is logged"),
    "debug": Meaning("调试模式，切勿用于正式环境", "debugging; never where others can reach it"),
}


def load(environ: Mapping[str, str] = os.environ) -> Config:
    """Read the settings. Raises ConfigError for a name, kind or file that does not fit."""
    hints = get_type_hints(Config)
    values = {name: _convert(name, hints[name], text) for name, text in _given(environ)}
    config = msgspec.convert(values, Config)
    if config.secret_key:
        _check_secret(config)
    _check_directory(config.ldap_url)
    if config.bounces_to and not _BOX.fullmatch(config.bounces_to):
        raise ConfigError(f"{PREFIX}BOUNCES_TO must be a bare address: {config.bounces_to}")
    if config.letters_at_once > _MOST_CONNECTIONS:
        raise ConfigError(f"{PREFIX}LETTERS_AT_ONCE must be 1 to {_MOST_CONNECTIONS}")
    return msgspec.structs.replace(config, home=config.home.expanduser().absolute())


def variables() -> list[tuple[str, str, Meaning]]:
    """Give each setting as its variable, its default as text, and its meaning."""
    defaults = Config()
    return [
        (PREFIX + name.upper(), "" if meaning.secret else str(getattr(defaults, name)), meaning)
        for name, meaning in MEANINGS.items()
    ]


def prepare_home(config: Config) -> None:
    """Make the home folder and, on one machine, its secret key. Raises ConfigError without one."""
    for folder in (config.home, config.files, config.incoming):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if config.secret_key:
        return
    if config.database_url or config.redis_url:
        raise ConfigError(
            f"{PREFIX}SECRET_KEY is missing: machines that share a database share one key. "
            f"Set it, or {PREFIX}SECRET_KEY_FILE, to {_SHORTEST_SECRET} random characters or more"
        )
    try:
        descriptor = os.open(key_file(config), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))


def secret_key(config: Config) -> str:
    """Give the key that signs; before `prepare_home` made one, a key for this process alone."""
    if config.secret_key:
        return config.secret_key
    try:
        return key_file(config).read_text("ascii")
    except FileNotFoundError:
        return secrets.token_urlsafe(64)


def key_file(config: Config) -> Path:
    """Give the place of the secret key that a single machine makes for itself."""
    return config.home / "secret.key"


def _given(environ: Mapping[str, str]) -> list[tuple[str, str]]:
    given: dict[str, str] = {}
    known = {PREFIX + name.upper(): name for name in MEANINGS}
    for variable, name in known.items():
        if variable in environ:
            given[name] = environ[variable]
        file = environ.get(f"{variable}_FILE")
        if file:
            given[name] = _file_content(variable, file)
    return list(given.items())


def _file_content(variable: str, file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{variable}_FILE: {error.strerror}: {file}") from error


def _convert(name: str, kind: object, text: str) -> object:
    variable = PREFIX + name.upper()
    if get_origin(kind) is Literal:
        if text not in get_args(kind):
            raise ConfigError(f"{variable} must be one of {', '.join(get_args(kind))}: {text}")
        return text
    if kind is bool:
        if text.lower() not in {"1", "0", "yes", "no", "true", "false", "on", "off", ""}:
            raise ConfigError(f"{variable} must be yes or no: {text}")
        return text.lower() in {"1", "yes", "true", "on"}
    if kind is int:
        if not text.isascii() or not text.isdigit() or int(text) < 1:
            raise ConfigError(f"{variable} must be a number of 1 or more: {text}")
        return int(text)
    return Path(text) if kind is Path else text


def _check_directory(url: str) -> None:
    """Refuse a directory that passwords would be sent to in clear text over the network."""
    if not url:
        return
    scheme, _, rest = url.partition("://")
    if not rest or scheme not in {"ldaps", "ldap+starttls", "ldap"}:
        raise ConfigError(f"{PREFIX}LDAP_URL must begin with ldaps:// or ldap+starttls://: {url}")
    if scheme == "ldap" and not _is_this_machine(urlsplit(url).hostname or ""):
        raise ConfigError(
            f"{PREFIX}LDAP_URL would send passwords in clear text: use ldaps:// or "
            f"ldap+starttls:// for another machine: {url}"
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_secret(config: Config) -> None:
    weak = len(config.secret_key) < _SHORTEST_SECRET or any(
        word in config.secret_key.lower() for word in _WEAK
    )
    if weak and not config.debug:
        raise ConfigError(
            f"{PREFIX}SECRET_KEY is short or a placeholder: give at least {_SHORTEST_SECRET} "
            "random characters"
        )
