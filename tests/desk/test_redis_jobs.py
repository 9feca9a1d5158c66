"""`jianbao work` on Redis: what the watched folder brings is read by a worker of that engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.intake_samples import STORY, a_mail
from servers.redis import Redis

pytestmark = [pytest.mark.server, pytest.mark.slow]
_FOUND = """
import django; django.setup()
from jianbao import config
from django.conf import settings
config.prepare_home(settings.JIANBAO)
from django.core.management import call_command
call_command("migrate", verbosity=0)
from jianbao.desk.models import Bulletin
Bulletin.objects.create(slug="yunling", title="云岭水泥党群工作")
"""
_STATES = """
import django; django.setup()
import json
from django_tasks_db.models import DBTaskResult
from jianbao.desk.models import Contribution
states = list(Contribution.objects.values_list("state", flat=True))
print(json.dumps([states, DBTaskResult.objects.count()]))
"""


def test_a_file_in_the_folder_is_read_through_redis(redis: Redis, tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jianbao.settings",
        "JIANBAO_HOME": str(home),
        "JIANBAO_SECRET_KEY": "k4" * 30,
        "JIANBAO_REDIS_URL": redis.url,
        "JIANBAO_WORKERS": "1",
    }

    def python(code: str) -> str:
        run = [sys.executable, "-c", code]
        done = subprocess.run(run, env=environment, check=True, capture_output=True, text=True)
        return done.stdout

    python(_FOUND)
    folder = home / "incoming" / "yunling"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "来信.eml").write_bytes(a_mail(text=STORY[0]))
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "jianbao", "work"]
        working = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
    try:
        end = time.monotonic() + 60
        while json.loads(python(_STATES)) != [["waiting"], 0]:
            assert time.monotonic() < end, (tmp_path / "log").read_text()[-3000:]
            time.sleep(1)
        working.send_signal(signal.SIGTERM)
        assert working.wait(30) == 0
    finally:
        working.kill()
        working.wait()
