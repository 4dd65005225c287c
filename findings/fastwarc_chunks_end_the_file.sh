#!/usr/bin/env bash
# FastWARC 2.0.1, told to undo what servers do to bodies (auto_decode="all"), ends a web archive without a word at the
# first body that is both in chunks and compressed, as most are that a server makes while it sends: that record is given,
# those behind it never come, and no error is raised. With "none" all come.
# And a file that is cut short ends without an error too: compare the bytes that were read with content_length.
# Seen: "all: a b", "none: a b c", "cut short: a b c, of the last 10 bytes of 43".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install -q FastWARC==2.0.1 2>/dev/null
cat > "$work/look.py" <<'PY'
import gzip
import io
from fastwarc.warc import ArchiveIterator

page = b"<html><body><p>A page of a few words</p></body>"[:43]

def record(name, body, header=""):
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{name}>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"

packed = gzip.compress(page)
parts = [packed[n : n + 10] for n in range(0, len(packed), 10)]
chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
whole = record("a", page) + record("b", chunks, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n") + record("c", page)

def read(data, how):
    names, sizes = [], []
    for found in ArchiveIterator(io.BytesIO(data), auto_decode=how):
        names.append(found.record_id.strip("<>").removeprefix("urn:"))
        sizes.append((len(found.reader.read()), found.content_length))
    return " ".join(names), sizes[-1]

print("all:", read(whole, "all")[0])
print("none:", read(whole, "none")[0])
names, (size, told) = read(whole[: -(4 + 33)], "none")
print(f"cut short: {names}, of the last {size} bytes of {told}")
PY
said=$("$work/env/bin/python" "$work/look.py"); echo "$said"
[ "$said" = "all: a b
none: a b c
cut short: a b c, of the last 10 bytes of 43" ]
