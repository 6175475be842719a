"""A connection to an address that was checked, which ends at a moment whatever the other side does.

The standard library's HTTP client looks a host up and connects in one step. Here the addresses are looked up
once, all are checked, and the connection goes to one of these: a name server that gives another address the
next time (DNS rebinding) gains nothing. A timeout of a socket counts anew at every byte that comes; so a
watchdog cuts the connection at the deadline.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import queue
import socket
import ssl
import threading
import time

from briefing.add.addresses import not_public
from briefing.errors import FetchError


def look_up(host: str, port: int, deadline: float, private: bool, where: str) -> list[str]:
    """The host's IP addresses. Raises FetchError if one of them is none of the public internet, unless
    `private` ones are allowed."""
    answer: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    # Looking up a name cannot be given a time limit; a thread that is left behind can.
    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=max(0.001, deadline - time.monotonic()))
    except queue.Empty:
        raise FetchError(
            where, "the host could not be looked up in time", "try again, or give more --timeout"
        ) from None
    if isinstance(found, Exception) or not found:
        raise FetchError(where, f"there is no host {host}", "check the address and the network")
    if not private:
        for address in found:
            if kind := not_public(address):
                trouble = f"the host {host} is {address}, {kind}"
                raise FetchError(where, trouble, "give --allow-private if you trust it")
    return found


class Connection(http.client.HTTPConnection):
    """An HTTP or HTTPS connection to one of `addresses`; use it in a `with`."""

    def __init__(self, host: str, port: int, tls: bool, addresses: list[str], deadline: float) -> None:
        super().__init__(host, port, timeout=max(0.001, deadline - time.monotonic()))
        self.default_port = 443 if tls else 80  # for the Host header
        self.tls, self.addresses, self.deadline = tls, addresses, deadline
        self.expired = False
        self._watchdog: threading.Timer | None = None
        self._open: socket.socket | None = None  # `sock` is taken away once the answer begins

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._watchdog:
            self._watchdog.cancel()
        self.close()

    def connect(self) -> None:
        """Connect to the first address that answers."""
        trouble: OSError = OSError("no address")
        for address in self.addresses:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            try:
                self.sock = socket.create_connection((address, self.port), timeout=left)
                break
            except OSError as error:
                trouble = error
        else:
            raise trouble
        self._open = self.sock
        self._watchdog = threading.Timer(max(0.001, self.deadline - time.monotonic()), self._cut)
        self._watchdog.daemon = True
        self._watchdog.start()
        if self.tls:
            self.sock = _context().wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._open = self.sock
            self.sock.do_handshake()

    def _cut(self) -> None:
        self.expired = True
        if self._open is not None:
            with contextlib.suppress(OSError):
                # Not SSLSocket's own, which first takes the encryption off what still comes.
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)


def _context() -> ssl.SSLContext:
    """The system's certificates; those of certifi where the system has none, as Python on macOS."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not context.get_ca_certs() and not (paths.capath and os.path.isdir(paths.capath) and os.listdir(paths.capath)):
        import certifi

        context.load_verify_locations(certifi.where())
    return context
