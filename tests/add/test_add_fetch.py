"""Fetching: what is asked for, what is refused, and when it is given up. With a real server."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest
from serving import BRIDGE, FERRY, html

from briefing.add import addresses, connection, fetch
from briefing.add.fetch import Fetcher, Limits
from briefing.errors import FetchError


def get(url: str, timeout: float = 10, most: int = 1_000_000, private: bool = True):
    return Fetcher(Limits(timeout, most, private)).get(url)


def refused(url: str, **limits) -> str:
    with pytest.raises(FetchError) as caught:
        get(url, **limits)
    return str(caught.value)


# -- which addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address):
    assert addresses.not_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_addresses_that_are(address):
    assert addresses.not_public(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://127.1/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0/", "https://localhost:8443/x",
    ],
)  # fmt: skip
def test_this_computer_is_refused_however_it_is_written(url):
    message = refused(url, private=False)
    assert "address" in message and "--allow-private" in message


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x",
        "http://", "https:///x", "http://exa mple.org/", "http://example.org\\@127.0.0.1/", "http://[::1", "x",
        "http://example.org:99999/", "http://user:secret@example.org/", "http://example.org/\r\nHost:x",
    ],
)  # fmt: skip
def test_what_is_no_address_to_fetch(url):
    message = refused(url)
    assert "secret" not in message


def test_letters_beyond_ascii_are_packed(server):
    server.page("/%C3%A9t%C3%A9", "x")
    assert get(server.url("/été?a=ß#part")).data == b"x"
    assert server.paths == ["/%C3%A9t%C3%A9?a=%C3%9F"]


def test_two_addresses_of_one_page():
    one = "https://www.example.org/news/a-story/?utm_source=x&id=5&b=2#top"
    assert addresses.same_key(one) == addresses.same_key("http://example.org/news/a-story?b=2&id=5&fbclid=y")
    assert addresses.same_key(one) != addresses.same_key("http://example.org/news/a-story?b=2&id=6")
    assert addresses.same_key("http://example.org:8000/a") != addresses.same_key("http://example.org/a")


# -- which host it really is


@pytest.fixture
def named(monkeypatch):
    """Hosts by name, as a name server would give them; of these, 127.0.0.1 counts as public."""
    hosts: dict[str, list[str]] = {}
    asked: list[str] = []

    def look_up(host, port, *args, **kwargs):
        asked.append(host)
        found = hosts.get(host, [host])
        address = found.pop(0) if len(found) > 1 else found[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in address.split(",")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    real = addresses.not_public
    for module in (connection, addresses):
        monkeypatch.setattr(module, "not_public", lambda a: None if a == "127.0.0.1" else real(a))
    monkeypatch.setattr(fetch, "PAUSE", 0.0)
    hosts["asked"] = asked
    return hosts


def test_a_public_host_is_fetched_from(server, named):
    named["news.example"] = ["127.0.0.1"]
    server.page("/a", "hello")
    assert get(server.url("/a", "news.example"), private=False).data == b"hello"
    assert server.asked[0][1]["host"] == f"news.example:{server.port}"


def test_a_redirect_to_a_private_address_is_refused(server, named):
    named["news.example"] = ["127.0.0.1"]
    for target in (server.url("/secret", "127.0.0.2"), "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/"):
        server.redirect("/a", target)
        assert "address" in refused(server.url("/a", "news.example"), private=False)
    server.redirect("/b", "file:///etc/passwd")
    assert "redirected to file:///etc/passwd" in refused(server.url("/b", "news.example"), private=False)
    assert "/secret" not in server.paths


def test_a_host_with_one_private_address_among_others_is_refused(server, named):
    named["news.example"] = ["127.0.0.1,10.0.0.1"]
    assert "10.0.0.1" in refused(server.url("/a", "news.example"), private=False)
    assert not server.asked


def test_a_name_server_that_changes_its_mind_gains_nothing(server, named):
    """DNS rebinding: the first answer is a public address, each further one is not."""
    named["news.example"] = ["127.0.0.1", "127.0.0.2"]
    server.page("/a", "hello")
    page = get(server.url("/a", "news.example"), private=False)
    assert page.data == b"hello"
    assert named["asked"].count("news.example") == 1, "looked up again between the check and the connection"
    assert "loopback" in refused(server.url("/a", "news.example"), private=False)


def test_a_name_server_that_never_answers(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: time.sleep(5) or [])
    began = time.monotonic()
    assert "in time" in refused("http://news.example/", timeout=0.3)
    assert time.monotonic() - began < 2


# -- how it asks


def test_it_says_who_it_is(server):
    get(server.page("/a", "x"))
    assert "mkdocs-briefing/" in server.asked[0][1]["user-agent"]


def test_redirects_are_followed(server):
    server.redirect("/a", "/b", 301)
    server.redirect("/b", "../c?x=1", 307)
    server.page("/c", "there")
    page = get(server.url("/a"))
    assert (page.data, page.url) == (b"there", server.url("/c?x=1"))


def test_redirects_in_circles_end(server):
    server.redirect("/a", "/b")
    server.redirect("/b", "/a")
    assert "circles" in refused(server.url("/a"))
    for n in range(12):
        server.redirect(f"/{n}", f"/{n + 1}")
    assert "too often" in refused(server.url("/0"))


@pytest.mark.parametrize(("status", "words"), [(404, "is not there"), (403, "refused"), (500, "500"), (429, "later")])
def test_what_the_server_says(server, status, words):
    server.pages["/a"] = lambda handler: handler.send_error(status)
    assert words in refused(server.url("/a"))


def test_nobody_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "could not be had" in refused(f"http://127.0.0.1:{port}/")


# -- when it gives up


def slowly(handler, head: bool) -> None:
    """A byte now and then, so that no wait for one byte is ever long."""
    if not head:
        handler.send_response(200)
        handler.end_headers()
    for n in range(200):
        handler.wfile.write(b"H" if not (head and n == 0) else b"HTTP/1.0 200 OK\r\nX: ")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("head", [True, False])
def test_a_server_that_drips_is_timed_out_as_a_whole(server, head):
    server.pages["/slow"] = lambda handler: slowly(handler, head)
    began = time.monotonic()
    assert "within 0.5 seconds" in refused(server.url("/slow"), timeout=0.5)
    assert time.monotonic() - began < 2


def test_a_server_that_says_nothing_is_timed_out(server):
    server.pages["/mute"] = lambda handler: time.sleep(3)
    began = time.monotonic()
    assert "within 0.3 seconds" in refused(server.url("/mute"), timeout=0.3)
    assert time.monotonic() - began < 2


def test_slow_redirects_count_together(server):
    def slow(handler, n=0):
        time.sleep(0.25)
        handler.send_response(302)
        handler.send_header("Location", f"/r{int(handler.path[2:] or 0) + 1}")
        handler.end_headers()

    for n in range(10):
        server.pages[f"/r{n}"] = slow
    began = time.monotonic()
    refused(server.url("/r0"), timeout=0.6)
    assert time.monotonic() - began < 1.5


def test_an_endless_body_is_cut(server):
    sent = 0

    def endless(handler):
        nonlocal sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            sent += handler.wfile.write(b"<p>more</p>" * 1000)

    server.pages["/endless"] = endless
    assert "larger than 100,000 bytes" in refused(server.url("/endless"), most=100_000)
    time.sleep(0.1)
    assert sent < 20_000_000


def test_a_body_that_says_it_is_too_long_is_not_read(server):
    server.page("/long", b"x" * 200_000)
    assert "larger than" in refused(server.url("/long"), most=100_000)


def packed(data: bytes, name: str = "gzip"):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Encoding", name)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def test_packed_pages_are_unpacked(server):
    server.pages["/a"] = packed(gzip.compress(b"hello") + gzip.compress(b" world") + b"\0\0\0")
    assert get(server.url("/a")).data == b"hello world"


def test_a_packed_bomb_is_cut(server):
    bomb = gzip.compress(b"\0" * 300_000_000, 9)
    assert len(bomb) < 400_000
    server.pages["/bomb"] = packed(bomb)
    assert "larger than 1,000,000 bytes" in refused(server.url("/bomb"))


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (gzip.compress(b"hello" * 1000)[:-20], "gzip", "broke off"),
        (b"not packed at all", "gzip", "cannot be read"),
        (zlib.compress(b"x"), "br", "nobody asked for"),
    ],
)
def test_broken_packing(server, data, name, words):
    server.pages["/a"] = packed(data, name)
    assert words in refused(server.url("/a"))


def test_a_body_that_breaks_off(server):
    def broken(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half of it")

    server.pages["/a"] = broken
    assert "broke off" in refused(server.url("/a"))


def test_an_answer_that_is_no_http(server):
    server.pages["/a"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n" * 3)
    assert "no HTTP" in refused(server.url("/a"))


# -- robots.txt


def robots(server, text: str) -> Fetcher:
    server.page("/robots.txt", text, "text/plain")
    return Fetcher(Limits(private=True))


def test_robots_are_asked_for_what_nobody_named(server):
    fetcher = robots(server, "User-agent: *\nDisallow: /private/\n")
    server.page("/a", "x"), server.page("/private/b", "y")
    assert fetcher.get(server.url("/a"), unasked=True).data == b"x"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.get(server.url("/private/b"), unasked=True)
    assert server.paths == ["/robots.txt", "/a"], "robots.txt is read once"
    assert fetcher.get(server.url("/private/b")).data == b"y", "a person may ask for any page"


def test_a_rule_for_us_by_name(server):
    fetcher = robots(server, "User-agent: *\nAllow: /\n\nUser-agent: mkdocs-briefing\nDisallow: /\n")
    server.page("/a", "x")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.get(server.url("/a"), unasked=True)


def test_no_robots_allow_all_and_broken_ones_nothing(server):
    server.page("/a", "x")
    assert Fetcher(Limits(private=True)).get(server.url("/a"), unasked=True).data == b"x"
    server.pages["/robots.txt"] = lambda handler: handler.send_error(503)
    with pytest.raises(FetchError, match="cannot be read"):
        Fetcher(Limits(private=True)).get(server.url("/a"), unasked=True)


def test_a_pause_between_two_requests_to_a_host(server, named, monkeypatch):
    monkeypatch.setattr(fetch, "PAUSE", 0.3)
    named["news.example"] = ["127.0.0.1"]
    server.page("/a", "x")
    fetcher, began = Fetcher(Limits()), time.monotonic()
    fetcher.get(server.url("/a", "news.example"))
    fetcher.get(server.url("/a", "news.example"))
    assert 0.25 < time.monotonic() - began < 2


# -- pages become seeds


def test_a_page_becomes_a_seed(server, add, seeds):
    url = server.page("/news/bridge", html(BRIDGE, "Port Hale has its bridge again"))
    out = add("--allow-private", url).output
    seed = seeds / "2024-05-06-port-hale-has-its-bridge-again.md"
    assert f"Added {seed.relative_to(seeds.parent).as_posix()}" in out
    text = seed.read_text(encoding="utf-8")
    for line in (
        "title: Port Hale has its bridge again", "authors: [Jo Marsh]", "outlet: The Tarn Post", "date: 2024-05-06",
        f'url: "{url}"', "# Port Hale has its bridge again", *BRIDGE,
    ):  # fmt: skip
        assert f"\n{line}\n" in text, line
    assert "Home" not in text and "All rights" not in text
    assert [p.name for p in seeds.iterdir()] == [seed.name]


def test_without_leave_this_computer_is_not_fetched_from(server, add, seeds):
    url = server.page("/a", html(BRIDGE, "A bridge"))
    assert "--allow-private" in add(url, code=1).output
    assert not list(seeds.iterdir()) and not server.asked


def test_a_dry_run_writes_nothing(server, add, seeds):
    url = server.page("/a", html(BRIDGE, "A bridge"))
    out = add("--allow-private", "--dry-run", url).output
    assert "Would add seeds/2024-05-06-a-bridge.md" in out.replace("\\", "/") and "1 to add" in out
    assert not list(seeds.iterdir())


def test_one_bad_item_stops_nothing(server, add, seeds):
    good = server.page("/a", html(BRIDGE, "A bridge"))
    out = add("--allow-private", server.url("/gone"), "nothing.txt", good, code=1).output
    assert "1 added, 0 already there, 2 failed" in out
    assert len(list(seeds.iterdir())) == 1


def test_a_page_may_not_pass_itself_off_as_another_sites(server, add, seeds):
    head = '<link rel="canonical" href="https://other.example/real"><meta property="og:url" content="https://other.example/real">'
    url = server.page("/fake", html(BRIDGE, "A bridge", head=head))
    add("--allow-private", url)
    assert f'url: "{url}"' in next(seeds.iterdir()).read_text(encoding="utf-8")


def test_a_page_without_an_article_names_its_feed(server, add, seeds):
    head = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    url = server.page("/", f"<!doctype html><html><head><title>x</title>{head}</head><body><p>Hello</p></body></html>")
    assert server.url("/feed.xml") in add("--allow-private", url, code=1).output
    assert not list(seeds.iterdir())


def test_a_picture_is_no_article(server, add, seeds):
    url = server.page("/a.png", b"\x89PNG\r\n", "image/png")
    assert "image/png" in add("--allow-private", url, code=1).output


def test_text_and_its_encoding(server, add, seeds):
    text = "Cafés in Rouen\n\n" + "\n\n".join(FERRY)
    url = server.page("/ferry.txt", text.encode("cp1252"), "text/plain; charset=windows-1252")
    add("--allow-private", url)
    assert "Cafés in Rouen" in (seeds / "cafes-in-rouen.txt").read_text(encoding="utf-8")


def test_the_servers_encoding_counts_for_a_page(server, add, seeds):
    page = html(("Cafés in Rouen stay open, their owners said after a long talk. " * 4, *FERRY), "Cafés stay open")
    page = page.replace('<meta charset="utf-8">', "")
    url = server.page("/a", page.encode("iso-8859-15", "replace"), "text/html; charset=iso-8859-15")
    add("--allow-private", url)
    assert "Cafés in Rouen" in next(seeds.iterdir()).read_text(encoding="utf-8")
