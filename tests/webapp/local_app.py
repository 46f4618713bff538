"""Serves an application of this process on the loopback interface."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from waitress import create_server

HOST = "127.0.0.1"
STOP_LIMIT_S = 10.0


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """Serve in a thread, and give the port.

    In the end all sockets are closed by the thread that waits for them: closed by another one, they would be waited for
    once more, which fails.
    """
    server = create_server(app, host=HOST, port=0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
    thread.join(STOP_LIMIT_S)
    server.task_dispatcher.shutdown()
