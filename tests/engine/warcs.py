"""Web archives made by hand, for tests."""

import zlib


def http(payload=b"", *headers, status="200 OK"):
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{h}\r\n" for h in headers) + "\r\n"
    return head.encode() + payload


def chunked(body, size=10):
    parts = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def record(kind, block, name, url="https://news.example/a", content="application/http; msgtype=response", **more):
    fields = {
        "WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{name}>", "WARC-Date": "2024-01-02T03:04:05Z",
        "WARC-Target-URI": url, "Content-Type": content,
        **{k.replace("_", "-"): v for k, v in more.items()}, "Content-Length": str(len(block)),
    }  # fmt: skip
    head = "WARC/1.0\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items() if v is not None) + "\r\n"
    return head.encode() + block + b"\r\n\r\n"


def page(name, body=None, *headers, **more):
    """A response with a page of its own."""
    body = body if body is not None else f"<p>Page {name}</p>".encode()
    return record("response", http(body, "Content-Type: text/html", *headers), name, **more)


def gz(data):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(data) + packer.flush()
