"""Web addresses: which may be fetched, what hosts must not be connected to, and when two are the same page."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from briefing.errors import FetchError
from briefing.ingest.metadata import is_web_address

# Parameters that say where a reader came from, not what is read.
_TRACKING = re.compile(
    r"(?:utm_\w+|mc_[ce]id|mkt_tok|(?:fb|[gty])clid|gclsrc|dclid|msclkid|igshid|igsh|_ga|_gl|_hs\w+|ocid|cmpid|ncid"
    r"|smid|s_cid|spm|wt_mc\w*|xtor|at_\w+|ftag|ref_src|ref_url|cmp|CMP|ns_\w+|amp)"
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._"


def checked(url: str) -> str:
    """The address in ASCII and without its fragment. Raises FetchError for what is no address to fetch."""
    shown = url if len(url) <= 200 else url[:200] + "…"
    scheme = url.partition(":")[0].lower()
    if scheme not in _PORTS:
        raise FetchError(shown, "is neither http nor https", "write the whole address: https://…")
    if not is_web_address(url) or "\\" in url:
        raise FetchError(shown, "is no web address", "copy it from the browser's address bar")
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            url.replace(parts.netloc.rpartition("@")[0] + "@", "…@"), "has a name or password in it",
            "save the page in a browser and add the file",
        )  # fmt: skip
    try:
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError(shown, "has no valid host", "copy it from the browser's address bar") from None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[scheme]:
        netloc += f":{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    return urlunsplit((scheme, netloc, path, query, ""))


def host_and_port(url: str) -> tuple[str, int]:
    """Of an address that `checked` gave."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS[parts.scheme]


def not_public(address: str) -> str | None:
    """What kind of address it is, where it is none of the public internet; None where it is.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, NAT64) count as what they lead to.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return not_public(str(inner))
        if ip.is_site_local or ip.teredo is not None:
            return "a private address"
    for kind, words in (
        ("is_loopback", "a loopback address"), ("is_link_local", "a link-local address"),
        ("is_multicast", "a multicast address"), ("is_unspecified", "no host's address"),
        ("is_private", "a private address"), ("is_reserved", "a reserved address"),
    ):  # fmt: skip
        if getattr(ip, kind):
            return words
    return None if ip.is_global else "a private address"


def same_key(url: str) -> str:
    """What two addresses of one page have in common: no scheme, "www.", fragment, trailing slash, tracking
    parameters or order of parameters."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower().rstrip(".").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        port = None
    if port not in (None, 80, 443):
        host += f":{port}"
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k))
    path = re.sub(r"/(?:index\.html?)?$", "", parts.path)
    return f"{host}{quote(path, safe=_SAFE)}?{urlencode(query)}".rstrip("?")


def same_site(one: str, two: str) -> bool:
    """Whether a page at `one` may say that its proper address is `two`: the hosts are the same but for a
    first label such as "www", "m" or "amp"."""

    def host(url: str) -> str:
        return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", (urlsplit(url).hostname or "").lower())

    return host(one) == host(two)
