"""A web server on this machine that plays the sites of newspapers, for tests."""

import gzip
import threading
import time
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Newsroom(ThreadingHTTPServer):
    """Answers from ``pages``: path -> bytes, a status, or a function of the handler. ``asked`` notes each request."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = {}
        self.asked = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def counts(self):
        return Counter(path for path, _ in self.asked)

    def handle_error(self, request, client_address):
        """Whoever went away is no fault of ours."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        page = self.server.pages.get(self.path, 404)
        if callable(page):
            page(self)
        elif isinstance(page, int):
            self.answer(page, b"")
        else:
            self.answer(200, page)

    def answer(self, status, body, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def newsroom():
    server = Newsroom()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def rss(*links, base=""):
    items = "".join(f"<item><title>x</title><link>{base}{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def story(n):
    return (
        f"<html><head><title>Ministers meet {n}</title></head><body><article><h1>Ministers meet {n}</h1>"
        f"<p>The minister of Kenya met the president of Chad on Monday, officials said in report {n}.</p>"
        f"<p>Kenya condemned Uganda over the raid, and the talks went on until Friday night.</p>"
        f"</article></body></html>"
    ).encode()


def conditional(body, tag='"v1"'):
    def page(handler):
        if handler.headers.get("If-None-Match") == tag:
            handler.answer(304, b"")
        else:
            handler.answer(200, body, ETag=tag, Content_Type="application/rss+xml")

    return page


def redirect(to, status=302):
    return lambda handler: handler.answer(status, b"", Location=to)


def dripping(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def silent(handler):
    time.sleep(20)


def bomb(handler):
    handler.answer(200, gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 100_000)
    except OSError:
        handler.close_connection = True
