"""Fetching a page politely and safely.

Politely: we say who we are, pause between two requests to one host, and ask robots.txt for what nobody named
himself (the items of a feed). Safely: http and https only, a time limit for the whole, a size limit for what
comes and for what it unpacks to, and each redirect is checked as the first address was.
"""

from __future__ import annotations

import contextlib
import http.client
import ssl
import time
import zlib
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from briefing import __version__
from briefing.add import addresses
from briefing.add.connection import Connection, look_up
from briefing.errors import FetchError
from briefing.ingest import seeds

NAME = "mkdocs-briefing"
USER_AGENT = f"{NAME}/{__version__} (briefing add; on a person's request)"
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/pdf,*/*;q=0.5"
MOST_REDIRECTS = 5
# Seconds between two requests to one host, and the longest that its robots.txt may ask for.
PAUSE, LONGEST_PAUSE = 1.0, 10.0
ROBOTS_BYTES = 500_000  # RFC 9309 asks for at least 500 kB
CHUNK = 65_536
# As much as a seed may have.
MAX_BYTES = seeds.MAX_BYTES

_TIME = "give more --timeout, or save the page in a browser and add the file"
_BROWSER = "open it in a browser, save the page and add the file"


@dataclass(frozen=True, slots=True)
class Limits:
    """`timeout` in seconds and `most_bytes` hold for one item as a whole."""

    timeout: float = 30.0
    most_bytes: int = MAX_BYTES
    private: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the address it came from in the end, its bytes, and what the server calls them."""

    url: str
    data: bytes
    kind: str
    charset: str | None = None


class Fetcher:
    """Fetches pages one after the other."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | FetchError] = {}

    def get(self, url: str, unasked: bool = False) -> Page:
        """The page at `url`; `unasked` pages, which no person named, only where robots.txt lets us.

        Raises FetchError.
        """
        deadline = time.monotonic() + self.limits.timeout
        at, seen = addresses.checked(url), set()
        for _ in range(MOST_REDIRECTS + 1):
            if at in seen:
                break
            seen.add(at)
            if unasked:
                deadline += self._ask_robots(at)
            found = self._request(at, deadline, self.limits.most_bytes, url)
            if isinstance(found, Page):
                return found
            at = _redirected(at, found, url)
        raise FetchError(url, "is redirected in circles, or too often", _BROWSER)

    def _request(self, url: str, deadline: float, most: int, where: str) -> Page | str:
        """One request: the page, or where it is redirected to."""
        host, port = addresses.host_and_port(url)
        found = look_up(host, port, deadline, self.limits.private, where)
        if not all(addresses.not_public(a) == "a loopback address" for a in found):
            deadline += self._pause(host)
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        with Connection(host, port, parts.scheme == "https", found, deadline) as connection:
            try:
                connection.request("GET", target, headers=headers)
                response = connection.getresponse()
                location = response.headers.get("Location")
                if response.status in (301, 302, 303, 307, 308) and location:
                    return location
                _check_status(response.status, where)
                data = _body(response, most, where)
            except FetchError:
                if connection.expired:
                    raise self._late(where) from None
                raise
            except (TimeoutError, OSError, http.client.HTTPException, zlib.error, ValueError) as error:
                if connection.expired or isinstance(error, TimeoutError):
                    raise self._late(where) from None
                raise _failed(where, error) from None
            if connection.expired:
                raise self._late(where)
            return Page(url, data, *_content_type(response.headers))

    def _late(self, where: str) -> FetchError:
        return FetchError(where, f"did not come within {self.limits.timeout:g} seconds", _TIME)

    def _pause(self, host: str, least: float = PAUSE) -> float:
        """Wait for this host's turn; the seconds waited."""
        wait = max(0.0, self._last.get(host, -least) + least - time.monotonic()) if host in self._last else 0.0
        time.sleep(wait)
        self._last[host] = time.monotonic()
        return wait

    def _ask_robots(self, url: str) -> float:
        """Raise FetchError where robots.txt keeps us out; the seconds that asking took."""
        began = time.monotonic()
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, FetchError):
            raise FetchError(url, f"was left alone: its robots.txt cannot be read ({rules.trouble})", rules.mend)
        if not rules.can_fetch(NAME, url):
            raise FetchError(url, "was left alone: its robots.txt asks programs to", _BROWSER)
        delay = rules.crawl_delay(NAME)
        if delay:
            with contextlib.suppress(ValueError):
                self._pause(parts.hostname or "", min(float(delay), LONGEST_PAUSE))
        return time.monotonic() - began

    def _read_robots(self, origin: str) -> RobotFileParser | FetchError:
        """The rules of a host; all is allowed where it has none, and nothing where it fails (RFC 9309)."""
        rules = RobotFileParser()
        at, deadline = f"{origin}/robots.txt", time.monotonic() + self.limits.timeout
        try:
            for _ in range(MOST_REDIRECTS + 1):
                found = self._request(at, deadline, ROBOTS_BYTES, at)
                if isinstance(found, Page):
                    rules.parse(found.data.decode("utf-8", "replace").splitlines())
                    return rules
                at = _redirected(at, found, at)
        except FetchError as error:
            if error.status is None or error.status >= 500:
                return error
        rules.parse([])
        return rules


def _redirected(at: str, location: str, where: str) -> str:
    """Where a redirect leads, checked like a first address."""
    try:
        target = urljoin(at, location.strip())
    except ValueError:
        raise FetchError(where, "is redirected to what is no address", _BROWSER) from None
    try:
        return addresses.checked(target)
    except FetchError as error:
        raise FetchError(where, f"is redirected to {error.where}, which {error.trouble}", error.mend) from None


def _check_status(status: int, where: str) -> None:
    if 200 <= status < 204:
        return
    trouble, mend = {
        401: ("asks for a password", _BROWSER),
        402: ("is to be paid for", _BROWSER),
        403: ("is refused to programs", _BROWSER),
        404: ("is not there", "check the address"),
        410: ("is gone", "check the address"),
        429: ("is refused for now: too many requests", "try again later"),
        451: ("is withheld for legal reasons", _BROWSER),
    }.get(status, ("cannot be had", "try again later" if status >= 500 else _BROWSER))
    raise FetchError(where, f"{trouble} (the server says {status})", mend, status)


def _body(response: http.client.HTTPResponse, most: int, where: str) -> bytes:
    """The bytes, unpacked; never more than `most` are held."""
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(where, f"came packed as {packing[:20]!r}, which nobody asked for", _BROWSER)
    unpack = None if packing == "identity" else zlib.decompressobj(31)
    out = bytearray()
    too_much = FetchError(where, f"is larger than {most:,} bytes", "give more --max-bytes, if it is one article")
    if unpack is None and (response.length or 0) > most:
        raise too_much
    while chunk := response.read1(CHUNK):
        while chunk:
            if unpack is None:
                out += chunk
                chunk = b""
            elif unpack.eof:  # another member of the same gzip stream, or padding
                if not chunk.startswith(b"\x1f"):
                    break
                unpack = zlib.decompressobj(31)
            else:
                out += unpack.decompress(chunk, most + 1 - len(out))
                chunk = unpack.unconsumed_tail or unpack.unused_data
            if len(out) > most:
                raise too_much
    if response.length or (unpack is not None and not unpack.eof):
        raise FetchError(where, "broke off before its end", "try again")
    return bytes(out)


def _content_type(headers: Message) -> tuple[str, str | None]:
    if headers.get("Content-Type") is None:
        return "", None
    charset = headers.get_content_charset()
    return headers.get_content_type(), charset if charset and charset.isascii() else None


def _failed(where: str, error: Exception) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(where, f"its certificate is not valid: {error.verify_message}", "check the address")
    if isinstance(error, ssl.SSLError):
        return FetchError(where, "no safe connection could be made", "check the address; is it http://?")
    if isinstance(error, http.client.IncompleteRead):
        return FetchError(where, "broke off before its end", "try again")
    if isinstance(error, zlib.error):
        return FetchError(where, "came packed in a way that cannot be read", "try again")
    if isinstance(error, http.client.HTTPException | ValueError):
        return FetchError(where, "the server's answer is no HTTP", "check the address")
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return FetchError(where, f"could not be had: {reason}", "check the address and the network")
