"""Lời đáp của dòng lệnh: Vietnamese for people, exact JSON for machines, findings on stderr."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from thidua.db.trouble import told
from thidua.db.upgrade import is_current
from thidua.domain.ground.errors import NotReady, ThiduaError
from thidua.domain.ground.finding import Finding, Severity
from thidua.domain.ground.preview import FATE_WORDS, Preview
from thidua.domain.ground.row_account import ABOVE, HEADING, RowAccount
from thidua.files.whole_file import write_whole

SEVERITY_WORDS = {
    Severity.ERROR: "LỖI",
    Severity.WARNING: "Cảnh báo",
    Severity.NOTICE: "Lưu ý",
}


def say(text: str) -> None:
    """In một dòng cho người đọc."""
    typer.echo(text)


def say_json(content: Any) -> None:  # noqa: ANN401 (whatever JSON can hold)
    """In JSON: keys in the order given, Vietnamese letters as they are."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def complain(findings: Sequence[Finding]) -> None:
    """In các phát hiện ra stderr, errors first."""
    order = list(Severity)
    for finding in sorted(findings, key=lambda found: order.index(found.severity)):
        typer.echo(f"{SEVERITY_WORDS[finding.severity]} – {finding}", err=True)


def refuse(message: str) -> typer.Exit:
    """Từ chối: says why on stderr; exit code 1."""
    typer.echo(message, err=True)
    return typer.Exit(1)


@contextmanager
def refusing() -> Iterator[None]:
    """Đổi lỗi nghiệp vụ và sự cố của máy thành lời từ chối, exit code 1."""
    try:
        with told():
            yield
    except ThiduaError as fault:
        raise refuse(str(fault)) from fault


def ready() -> None:
    """Cơ sở dữ liệu sẵn sàng; otherwise the person is told which command makes it so."""
    with refusing():
        if not is_current():
            message = "Cơ sở dữ liệu chưa sẵn sàng; hãy chạy «python -m thidua init» trước."
            raise NotReady(message)


def hand_out(to: Path, content: bytes) -> None:
    """Ghi tệp ra cho người gọi lệnh: whole or not at all."""
    with refusing():
        write_whole(to, content)
    say(f"Đã ghi {to}")


def report(preview: Preview, *, check: bool) -> None:
    """Kết quả một lần nhập: findings, then the counts."""
    complain(preview.findings)
    counts = ", ".join(f"{word} {preview.count(kind)}" for kind, word in FATE_WORDS.items())
    if preview.is_refused:
        raise refuse(f"Có {preview.error_count} lỗi, chưa có gì được ghi.")
    say(f"{'Chỉ xem trước' if check else 'Đã nhập'}: {counts}.")
    account(preview.account, preview.account_words)


def account(rows: RowAccount, words: str) -> None:
    """Bản kê mọi dòng của tệp, then each that was passed by, but for what stands over the table."""
    if rows.filled:
        say(words)
    for row in rows.skipped:
        if row.why not in (ABOVE, HEADING):
            say(f"  Dòng {row.number} trang {row.sheet} («{row.begins}»): {row.why}")


def use_utf8() -> None:
    """Chữ Việt trên mọi máy: Windows consoles do not write UTF-8 by themselves."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
