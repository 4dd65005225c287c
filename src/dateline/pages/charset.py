"""Bytes > text: the encoding is told from the bytes first, from the page's own claim second; damage is repaired."""

from __future__ import annotations

import codecs
import re
import unicodedata

import webencodings

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_MIXED = "dateline.mixed"
_TOLD_BY_BYTES = frozenset({"utf-8", "windows-1252", "utf-16le", "utf-16be", "replacement", "x-user-defined"})
_LIGATURES = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0xFB00, 0xFB07)}
# What UTF-8 read as Windows-1252, Latin-1 or MacRoman leaves behind, and the control characters of 0x80 to 0x9f.
_DAMAGE = re.compile(
    "[ÂÃÄÅÎÏÐÑØÙàáâãð\u0080-\u009f][\u0080-\u00bf–—‘’“”„‚†‡•…‰‹›€™šžŸœŒŠŽƒˆ˜]|[\u0080-\u009f]|‚Ä|√[§©®±≠†]"
)
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc]"
)
_SPACES = re.compile(r"\s+")
_HALVES = re.compile(
    r"&#(?:x0*d[89a-f][0-9a-f]{2}(?![0-9a-f])"
    r"|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3])(?!\d));?",
    re.IGNORECASE,
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes, named: str | None = None) -> str:
    """The text of a page. Never fails: bytes that fit no encoding become U+FFFD.

    Args:
        data: the bytes.
        named: the encoding that whoever sent them named, which goes before the one that the page names.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data.decode(name, "replace").lstrip("\ufeff")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace" if _cut_short(data) else _MIXED)
    return _legacy(data, named)


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as browsers read pages without a charset: a second encoding in one page."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_MIXED, _single_bytes)


def _cut_short(data: bytes) -> bool:
    """Whether the only broken character is the last one."""
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") == 1 and text.endswith("\ufffd")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is null."""
    head = data[:2048]
    if len(head) < 4:
        return None
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """True where a few broken bytes stand among many sound multi-byte characters (a page cut short, a bad advert)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(len(found) for found in re.findall("[^\x00-\x7f\ufffd]+", text))
    return broken < sound or (broken == 1 and text.endswith("\ufffd"))


def _legacy(data: bytes, named: str | None) -> str:
    declared = _DECLARED.search(data[:4096])
    for name in (named, declared[1].decode("ascii") if declared else None):
        try:
            # Labels mean what they mean to browsers: gb2312 is read as gbk, ks_c_5601 as cp949, latin-1 as cp1252.
            label = webencodings.lookup((name or "").strip())
            if label is not None and label.name not in _TOLD_BY_BYTES:
                return data.decode(label.codec_info.name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if high * 10 > len(sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        if best is not None:
            return data.decode(best.encoding, "replace")
    return data.decode("cp1252", "replace")


def without_halves(markup: str) -> str:
    """Markup without references to halves of surrogate pairs: the parser would write bytes that it can't read back."""
    return _HALVES.sub("\ufffd", markup) if "&#" in markup else markup


def sound(text: str) -> str:
    """A text without halves of surrogate pairs, which no file or database takes; as long as it was."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def clean(text: str) -> str:
    """One line of text, repaired: double-decoded characters, control characters, runs of white space.

    Quotation marks and full-width letters stay as the page has them; letters and their accents become one character,
    ligatures two.
    """
    if not text.isascii():
        if _DAMAGE.search(text):
            import ftfy  # which few pages need

            text = ftfy.fix_encoding(ftfy.fixes.fix_c1_controls(text) if len(text) < 100_000 else text)
        text = _SURROGATES.sub("\ufffd", text)
        text = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    return _SPACES.sub(" ", _DROPPED.sub("", text)).strip()
