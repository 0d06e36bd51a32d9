"""Tệp bảng tính loại khác made by hand: just enough of each format to say one thing with it."""

import io
import struct
import zipfile

NAMES = "".join(
    f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
    for one in ("office", "table", "text", "style")
)
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ods(sheets, head="", styles="", **parts):
    """Sổ .ods holding these `table:table` elements, with other parts beside them."""
    content = (
        f"{head}<office:document-content{NAMES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
        for name, inside in parts.items():
            package.writestr(name, inside)
    return output.getvalue()


def table(rows, name="Trang1", look=""):
    return f'<table:table table:name="{name}"{look}>{rows}</table:table>'


def row(*cells, more=""):
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def words(text, more=""):
    return (
        f'<table:table-cell office:value-type="string"{more}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def number(value, more="", kind="float"):
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"{more}/>'


def record(code, body=b""):
    return struct.pack("<HH", code, len(body)) + body


def xls(*sheets, frame=b"", kind=0, version=0x600, **streams):
    """Sổ .xls whose sheets are these records, with more records before them in its frame."""
    begin, end = record(0x809, struct.pack("<HHHHII", version, 5, 0, 0, 0, 0)), record(0x0A)
    heads = [
        struct.pack("<IBB", 0, 0, kind) + struct.pack("<BB", len(f"T{n}"), 0) + f"T{n}".encode()
        for n, _ in enumerate(sheets)
    ]
    fonts = record(
        0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A"
    )
    looks = record(0xE0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    frame = fonts * 5 + looks + frame
    at = len(begin) + len(frame) + sum(4 + len(one) for one in heads) + len(end)
    bounds, bodies = b"", b""
    opened = record(0x809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0))
    for head, sheet in zip(heads, sheets, strict=True):
        bounds += record(0x85, struct.pack("<I", at + len(bodies)) + head[4:])
        bodies += opened + sheet + end
    return ole({"Workbook": begin + frame + bounds + end + bodies, **streams})


def cell_number(at_row, column, value):
    return record(0x203, struct.pack("<HHHd", at_row, column, 0, value))


def ole(streams):
    """Tệp ghép: the container in which Office kept its files before 2007."""
    names = list(streams)
    places, body, size = {}, b"", 4096
    for name in names:
        held = streams[name].ljust(size, b"\x00")
        held += b"\x00" * (-len(held) % size)
        places[name] = (len(body) // size, len(held))
        body += held
    count = len(body) // size
    chain = []
    for name in names:
        first, length = places[name]
        last = first + length // size
        chain += [*range(first + 1, last), _END]
    directory = _entry("Root Entry", 5, _END, 0, child=1 if names else _FREE)
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else _FREE
        directory += _entry(name, 2, *places[name], right=right)
    directory += b"\x00" * (-len(directory) % size)
    pages = len(directory) // size
    chain += [*range(count + 1, count + pages), _END]
    tables = 1
    while len(chain) + tables > tables * size // 4:
        tables += 1
    first_table = len(chain)
    chain += [_FAT] * tables
    chain += [_FREE] * (tables * size // 4 - len(chain))
    listed = [first_table + n for n in range(tables)][:109]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16
    header += struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, count, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *listed, *[_FREE] * (109 - len(listed)))
    return header.ljust(size, b"\x00") + body + directory + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name, kind, first, size, *, right=_FREE, child=_FREE):
    coded = name.encode("utf-16-le")
    return (
        coded.ljust(64, b"\x00")
        + struct.pack("<HBB", len(coded) + 2, kind, 1)
        + struct.pack("<III", _FREE, right, child)
        + b"\x00" * 36
        + struct.pack("<IQ", first, size)
    )
