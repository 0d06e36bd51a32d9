"""Tệp mẫu: small documents and pictures a browser can show, and what only looks like them."""

import io
import struct
import zipfile
import zlib

OPEN_TEXT = "application/vnd.oasis.opendocument.text"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(64) + b"\xff\xd9"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 " + bytes(16)


def pdf(words="Minh chung so 1"):
    """Một trang PDF with these words, which a reader really draws."""
    drawn = f"BT /F1 28 Tf 40 120 Td ({words}) Tj ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 240] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    whole, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return whole + head + tail % (len(parts) + 1, len(whole))


def png(width=240, height=120, colour=(140, 28, 34)):
    """Một ảnh PNG một màu."""
    row = b"\x00" + bytes(colour) * width
    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def packed(*names, mimetype="", comment=b"", content=b"x"):
    """Một tệp nén with parts of these names; with a type of its own in front where it has one."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            archive.writestr(name, content)
        archive.comment = comment
    return output.getvalue()


def docx(*more, **how):
    """Tài liệu Word, as far as its parts are named."""
    return packed("[Content_Types].xml", "_rels/.rels", "word/document.xml", *more, **how)


def old_office(*streams):
    """Tài liệu Office cũ with streams of these names."""
    return OLD_OFFICE + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)
