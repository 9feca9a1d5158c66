"""Opens the desk for a command: settings, folders, Django. It holds no rule of the trade."""

from __future__ import annotations

import os

from jianbao import config
from jianbao.cli.failures import Failure
from jianbao.cli.words import say
from jianbao.config import Config


def open_office() -> Config:
    """Set Django up over the home folder of this desk; make the folder when it is new."""
    settings = read_settings()
    try:
        config.prepare_home(settings)
    except (config.ConfigError, OSError) as error:
        raise Failure(
            say(f"无法使用数据目录：{error}", f"cannot use the home folder: {error}"),
            say("运行 jianbao config 查看设置", "see: jianbao config"),
        ) from error
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jianbao.settings")
    import django

    django.setup()
    return settings


def read_settings() -> Config:
    """Read the settings. Raises Failure with the setting that does not fit."""
    try:
        return config.load()
    except config.ConfigError as error:
        raise Failure(
            str(error), say("运行 jianbao config 查看设置", "see: jianbao config")
        ) from error


def said(error: Exception) -> str:
    """Give the sentence of a refusal of the desk in the language of this run."""
    from django.utils import translation

    from jianbao.desk.errors import DeskError
    from jianbao.desk.sentences import sentence

    assert isinstance(error, DeskError)
    with translation.override(say("zh-hans", "en")):
        return sentence(error)
