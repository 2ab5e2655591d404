"""What every test stands on: no network, and the shipped models loaded once."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import NoReturn

import pytest

import medvirk_nlp as mn

pytest.register_assert_rewrite("oracle")

from oracle import EXAMPLE, SECRETS  # noqa: E402


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """The whole suite runs in two processes; a file or a test alone needs no second one."""
    return 2 if config.args_source == pytest.Config.ArgsSource.TESTPATHS else 0


class NetworkTouched(AssertionError):
    pass


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NetworkTouched("a test opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def pipeline() -> mn.Pipeline:
    return mn.load()


@pytest.fixture(scope="session")
def example_run(
    pipeline: mn.Pipeline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[mn.Run]:
    work = tmp_path_factory.mktemp("road") / "arbeid"
    yield pipeline.run(EXAMPLE, work)


@pytest.fixture(scope="session")
def secrets() -> list[str]:
    planted = json.loads(SECRETS.read_text(encoding="utf-8"))
    direct = [surface for surfaces in planted["direct"].values() for surface in surfaces]
    return sorted({*direct, *planted["properties"], *planted["columns"], *planted["deleted"]})
