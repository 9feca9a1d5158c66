"""The databases of the tests answer, run as nobody of importance, and keep tests apart."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
import redis as client_of_redis

from servers.postgres import Postgres
from servers.redis import Redis

pytestmark = pytest.mark.server


def test_redis_keeps_a_value(redis: Redis) -> None:
    with client_of_redis.Redis.from_url(redis.url, decode_responses=True) as client:
        client.set("刊物", "云岭简报")
        assert client.get("刊物") == "云岭简报"
        assert client.info("persistence")["aof_enabled"] == 0


def test_postgres_gives_a_fresh_database_each_time(postgres: Postgres) -> None:
    first, second = postgres.url, postgres.new_database()
    with psycopg.connect(first) as connection:
        connection.execute("CREATE TABLE letters (subject text)")
        connection.execute("INSERT INTO letters VALUES ('青石分公司')")
        found = connection.execute("SELECT char_length(subject) FROM letters").fetchone()
        assert found == (5,)
    with psycopg.connect(second) as connection:
        assert connection.execute("SELECT to_regclass('letters')").fetchone() == (None,)
    copy = postgres.new_database(copy_of=first.rpartition("/")[2])
    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT count(*) FROM letters").fetchone() == (1,)
    for url in (first, second, copy):
        postgres.drop_database(url)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc to look into")
def test_no_server_runs_as_root(postgres: Postgres, redis: Redis) -> None:
    with (
        psycopg.connect(postgres.url) as connection,
        client_of_redis.Redis.from_url(redis.url) as client,
    ):
        for pid in (connection.info.backend_pid, client.info("server")["process_id"]):
            assert Path(f"/proc/{pid}").stat().st_uid != 0
