"""Behind another server: the path at which the pages are mounted, and whose word about the client counts."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

__all__ = ["Forwarded", "Mounted"]

_FORWARDED = ("FOR", "PROTO", "HOST", "PORT", "PREFIX")


class Forwarded:
    """Believes ``X-Forwarded-*`` of trusted proxies, and drops them when anybody else sends them.

    Each header is believed for one hop: its last value is what the trusted proxy itself saw.

    Args:
        app: The application.
        trusted: Addresses and networks of the proxies.
    """

    def __init__(self, app: WSGIApplication, trusted: Sequence[str]) -> None:
        self._app = app
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_port=0, x_prefix=1)
        self._trusted = [ip_network(network) for network in trusted]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if self._is_trusted(environ.get("REMOTE_ADDR", "")):
            return self._fixed(environ, start_response)
        for name in _FORWARDED:
            environ.pop(f"HTTP_X_FORWARDED_{name}", None)
        return self._app(environ, start_response)

    def _is_trusted(self, client: str) -> bool:
        try:
            address = ip_address(client)
        except ValueError:  # a socket of the file system has none
            return False
        return any(address in network for network in self._trusted)


class Mounted:
    """Mounts the application below a path, whether the proxy before it strips the path or not.

    Args:
        app: The application.
        prefix: The path, such as ``/nianbao``.
    """

    def __init__(self, app: WSGIApplication, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            environ["PATH_INFO"] = path[len(self._prefix) :] or "/"
        environ["SCRIPT_NAME"] = self._prefix
        return self._app(environ, start_response)
