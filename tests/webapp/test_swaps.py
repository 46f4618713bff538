"""The index changes under a server that is being asked: no failed answer, no mixed answer, no step back."""

import csv
import http.client
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from local_app import HOST, served

from indexer.build import build_index
from indexer.search import open_searcher
from indexer.settings import Settings, WebSettings
from webapp import create_app

CLIENTS, SWAPS = 4, 5
PATIENCE_S = 60
TOTALS = {0: 3, 1: 1}
"""Reports of the two corpora that take turns, by whether the number of the generation is odd."""

Q = quote("公开")


class Client(threading.Thread):
    """Asks one question after the other over one connection, and notes what is wrong.

    Attributes:
        seen: Generations that answered, in the order of the answers.
        problems: What should not have been.
    """

    def __init__(self, port: int, stop: threading.Event) -> None:
        super().__init__()
        self.seen: list[str] = [""]
        self.problems: list[object] = []
        self._connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE_S)
        self._stop_asking = stop

    def run(self) -> None:
        """Ask until told to stop."""
        try:
            while not self._stop_asking.is_set():
                self._ask()
        except (OSError, http.client.HTTPException, ValueError, KeyError) as error:
            self.problems.append(error)
        finally:
            self._connection.close()

    def _get(self, path: str) -> str:
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read().decode()
        if response.status != http.HTTPStatus.OK:
            self.problems.append((path, response.status, body))
        return body

    def _ask(self) -> None:
        answer = json.loads(self._get(f"/api/v1/search?q={Q}"))
        generation = answer["generation"]
        if generation < self.seen[-1] or answer["total_reports"] != TOTALS[int(generation[1:]) % 2]:
            self.problems.append((self.seen[-1], generation, answer["total_reports"]))
        self.seen.append(generation)
        rows = list(csv.reader(self._get(f"/search.csv?q={Q}").splitlines()))
        if len(rows) - 1 not in TOTALS.values():
            self.problems.append(rows)
        if "份报告" not in self._get(f"/search?q={Q}"):
            self.problems.append("no total")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An index of the first corpus."""
    for number in range(4):
        folder = tmp_path / ("odd" if number == 0 else "even")
        folder.mkdir(exist_ok=True)
        text = f"沈阳市{2010 + number}年政府信息公开工作年度报告\n一、主动公开\n公开信息{number}条。\n"
        (folder / f"{number}.txt").write_text(text, "utf-8")
    settings = Settings(index_dir=tmp_path / "index", web=WebSettings(rate_limit=0))
    build_index([tmp_path / "odd"], settings)
    return settings


@pytest.fixture
def port(settings: Settings) -> Iterator[int]:
    """Where a server answers from that index, whatever becomes of it."""
    with served(create_app(open_searcher(settings), settings)) as port:
        yield port


def test_clients_through_swaps(settings: Settings, port: int, tmp_path: Path) -> None:
    """Every client sees every generation, in order, and each answer is of one of them."""
    stop = threading.Event()
    clients = [Client(port, stop) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    try:
        for number in range(2, SWAPS + 2):
            build_index([tmp_path / ("odd" if number % 2 else "even")], settings)
            limit = time.monotonic() + PATIENCE_S
            while any(client.is_alive() and client.seen[-1] != f"g{number:06}" for client in clients):
                assert time.monotonic() < limit, f"nobody told of generation {number}"
                time.sleep(0.02)
    finally:
        stop.set()
        for client in clients:
            client.join()
    assert [problem for client in clients for problem in client.problems] == []
    for client in clients:
        assert list(dict.fromkeys(client.seen[1:]))[-SWAPS:] == [f"g{number:06}" for number in range(2, SWAPS + 2)]
