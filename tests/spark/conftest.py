"""One Spark of its own on this machine, with two cores, for all tests.

Without Java or PySpark they are skipped; with MEDVIRK_REQUIRE_SPARK=1, as in CI, they fail.
"""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

import medvirk_nlp as mn

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def _missing() -> str:
    java = os.environ.get("JAVA_HOME") or shutil.which("java")
    if not java:
        return "no Java on this machine"
    return "" if find_spec("pyspark") and find_spec("pyarrow") else "PySpark is not installed"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python talk to the Java beside it, and to nobody else."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def near(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise AssertionError("a test opened a connection")
        connect(self, address)

    def near_name(host: Any, *rest: Any, **named: Any) -> Any:
        assert host is None or _is_here(host), "a test looked up another machine"
        return look_up(host, *rest, **named)

    monkeypatch.setattr(socket.socket, "connect", near)
    monkeypatch.setattr(socket, "getaddrinfo", near_name)


def _is_here(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


@pytest.fixture(scope="session")
def session() -> Iterator[SparkSession]:
    if missing := _missing():
        if os.environ.get("MEDVIRK_REQUIRE_SPARK") == "1":
            pytest.fail(f"{missing}, and MEDVIRK_REQUIRE_SPARK=1")
        pytest.skip(missing)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    started = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield started
    started.stop()


@pytest.fixture(scope="session")
def fast() -> mn.Pipeline:
    return mn.load("fast")
