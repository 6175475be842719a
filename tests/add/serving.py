"""A real HTTP server on this computer, and articles that we wrote, for the tests of `briefing add`."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]

BRIDGE = (
    "The mayor of Port Hale, Ann Lee, opened the new bridge over the River Tarn on Monday after six years of work.",
    "“It is a great day for the town,” Lee told some two hundred people who had come in the rain to see it.",
    "Critics said that the bridge cost too much, and that the money was needed for the two schools by the harbour.",
    "Ben Oduya, who leads the council’s finance committee, said the price had doubled since the first plans of 2019.",
    "The old bridge fell in the flood of 2010. Nobody was hurt, but the western half of the town was cut off a year.",
)
FERRY = (
    "A ferry with ninety passengers on board ran aground off the island of Skell early on Thursday, its owner said.",
    "All of them were brought ashore by fishing boats before noon, and three were treated for bruises at a hospital.",
    "“We heard a noise like a drum, and then the lights went out,” said Ida Berg, a teacher who was on the upper deck.",
    "The line, Skell Ferries, said in a statement that the weather had been calm and that it was seeking the cause.",
    "It is the second accident on that route since the lighthouse was switched off in the spring of last year.",
)


def html(
    paragraphs: tuple[str, ...], title: str, date: str = "2024-05-06", head: str = "", author: str = "Jo Marsh"
) -> str:
    """A page as outlets make them, with navigation and a footer around the article."""
    text = "\n".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Tarn Post</title>'
        f'<meta property="og:site_name" content="The Tarn Post"><meta name="author" content="{author}">'
        f'<meta property="article:published_time" content="{date}T08:00:00Z">{head}</head><body>'
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
        f"<main><article><h1>{title}</h1>{text}</article></main>"
        "<footer><p>© 2024 The Tarn Post. All rights reserved.</p></footer></body></html>"
    )


class Server:
    """Serves `pages`: by path, bytes with a content type, or a function that answers itself. `asked` has the
    requests' paths and headers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[str, tuple[bytes, str] | Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, text: str | bytes, kind: str = "text/html; charset=utf-8") -> str:
        self.pages[path] = (text.encode() if isinstance(text, str) else text, kind)
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Location", to)
            handler.end_headers()

        self.pages[path] = answer
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serving() -> Iterator[Server]:
    """A server for the time of a test."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            found = server.pages.get(self.path.partition("?")[0])
            if callable(found):
                with contextlib.suppress(OSError):  # the client has left, as it should
                    found(self)
            elif found is None:
                self.send_error(404)
            else:
                data, kind = found
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server = Server(httpd.server_address[1])
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
