"""PDF files made to do harm, small on disk, with the code of the problem each must end in.

`None` says that the text in it is to be read all the same.
"""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Iterator

import pikepdf

TEXT = b"BT /F1 12 Tf 72 700 Td (Harmless words stand here all the same.) Tj ET"
_MB = 1 << 20


def pdf(
    content: bytes, *, page: bytes = b"", catalog: bytes = b"", more: tuple[bytes, ...] = ()
) -> bytes:
    """Write a PDF of one page; `more` are objects from number 6 on."""
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> %s >>" % page,
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    )


def _file(*objects: bytes, trailer: bytes = b"") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _deflated(piece: bytes, times: int) -> bytes:
    """Deflate `piece` twice and repeat the second: after a full flush it stands for itself."""
    packer = zlib.compressobj(9)
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * (times - 1) + packer.flush()


def _filled(packed: bytes) -> bytes:
    """A page whose content is a deflated stream."""
    return _file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream(packed, b"/Filter /FlateDecode"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def flate_bomb() -> bytes:
    return _filled(_deflated(b" " * _MB, 600))


def flate_of_flate_bomb() -> bytes:
    inner = _deflated(b" " * _MB, 4000)
    packed = zlib.compress(inner, 9)
    return _filled(packed).replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]")


def glyph_flood() -> bytes:
    lines = b"(" + b"abcdefgh " * 10 + b") '\n"
    return _filled(zlib.compress(b"BT /F1 12 Tf 12 TL 72 800 Td " + lines * 4000 + b"ET"))


def huge_page() -> bytes:
    return pdf(TEXT).replace(b"[0 0 595 842]", b"[0 0 2000000 2000000]")


def page_tree_loop() -> bytes:
    return pdf(TEXT).replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 2 0 R]")


def page_flood() -> bytes:
    kids = b" ".join([b"3 0 R"] * 600)
    return pdf(TEXT).replace(b"/Kids [3 0 R] /Count 1", b"/Kids [" + kids + b"] /Count 600")


def claimed_pages() -> bytes:
    return pdf(TEXT).replace(b"/Count 1", b"/Count 99999999")


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(TEXT, more=(b"null",)))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def owner_locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(TEXT, more=(b"null",)))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    return out.getvalue()


def truncated() -> bytes:
    whole = _filled(_deflated(TEXT + b"\n", 3))
    return whole[: len(whole) // 3]


def random_bytes() -> bytes:
    return b"%PDF-1.7\n" + random.Random(7).randbytes(50_000)  # noqa: S311 - no secret


def acting() -> bytes:
    actions = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\);) >>"
        b" /AA << /WC << /S /Launch /F (/bin/sh) >> >>"
    )
    return pdf(TEXT, catalog=actions, more=(b"null",))


def form_in_itself() -> bytes:
    form = _stream(
        b"/X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return pdf(TEXT + b" /X Do", more=(form,))


def image_bomb() -> bytes:
    image = _stream(
        _deflated(b"\x00" * _MB, 430),
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 1"
        b" /ColorSpace /DeviceGray /Filter /FlateDecode",
    )
    return pdf(TEXT + b" q 300 0 0 300 100 100 cm /X Do Q", more=(image,))


def image_flood() -> bytes:
    image = _stream(
        b"\x00" * 3600,
        b"/Type /XObject /Subtype /Image /Width 60 /Height 60 /BitsPerComponent 8"
        b" /ColorSpace /DeviceGray",
    )
    return pdf(TEXT + b"\nq 50 0 0 50 100 100 cm /X Do Q" * 30_000, more=(image,))


def deep_arrays() -> bytes:
    return pdf(TEXT, page=b"/Deep " + b"[" * 100_000 + b"]" * 100_000, more=(b"null",))


def xref_loop() -> bytes:
    whole = pdf(TEXT, more=(b"null",))
    start = whole.rindex(b"xref\n0 ")
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def slanted_millions() -> bytes:
    move = b"BT /F1 9 Tf 0.7 0.7 -0.7 0.7 10 10 Tm (slanted) Tj ET\n"
    return _filled(zlib.compress(move * 20_000 + TEXT))


HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "flate bomb": (flate_bomb, "empty"),
    "flate of flate bomb": (flate_of_flate_bomb, "too-big"),
    "glyph flood": (glyph_flood, "too-big"),
    "huge page": (huge_page, None),
    "page tree loop": (page_tree_loop, None),
    "page flood": (page_flood, "too-big"),
    "claimed pages": (claimed_pages, None),
    "user password": (locked, "encrypted"),
    "owner password": (owner_locked, None),
    "truncated": (truncated, "corrupt"),
    "random bytes": (random_bytes, "corrupt"),
    "nothing but a head": (lambda: b"%PDF-1.7\n", "corrupt"),
    "actions": (acting, None),
    "form in itself": (form_in_itself, None),
    "image bomb": (image_bomb, None),
    "image flood": (image_flood, None),
    "deep arrays": (deep_arrays, None),
    "xref loop": (xref_loop, None),
    "slanted text": (slanted_millions, None),
}


def hostile_files() -> Iterator[tuple[str, bytes, str | None]]:
    """Make every file, one at a time: some take a moment."""
    for name, (make, code) in HOSTILE.items():
        yield name, make(), code
