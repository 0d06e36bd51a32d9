"""Tệp mẫu để thử: made with the library, then bent where a test wants it bent."""

import io
import zipfile

import docx


def template(*lines, header="", footer="{{dau_vet}}"):
    """Tệp mẫu có các đoạn này, a paragraph each; a tuple is one line in several runs."""
    paper = docx.Document()
    for line in lines:
        paragraph = paper.add_paragraph()
        for run in (line,) if isinstance(line, str) else line:
            paragraph.add_run(run)
    paper.sections[0].header.paragraphs[0].text = header
    paper.sections[0].footer.paragraphs[0].text = footer
    made = io.BytesIO()
    paper.save(made)
    return plain(made.getvalue())


def plain(data):
    """Tệp không có phần thừa mà thư viện mang theo."""
    return changed(data, {})


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data, more, without=()):
    """Tệp này với các phần thêm hoặc thay, or without some."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (parts_of(data) | more).items():
            if name not in without:
                package.writestr(name, content)
    return made.getvalue()


LETTER = (
    *("{{chu_quan}}", "{{co_quan}}", "Số: {{so_ky_hieu}}", "{{dia_danh_ngay}}", "{{trich_yeu}}"),
    *("Kính gửi: {{kinh_gui}}", "{{CAN_CU}}", "{{NOI_DUNG}}", "{{CHU_KY}}"),
)
"""Một mẫu tờ trình đủ dấu."""
