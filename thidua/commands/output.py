"""Lời đáp của dòng lệnh: Vietnamese for people, exact JSON for machines, findings on stderr."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from thidua.domain.errors import ThiduaError
from thidua.domain.finding import Finding, Severity

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
    """Đổi lỗi nghiệp vụ thành lời từ chối, exit code 1."""
    try:
        yield
    except ThiduaError as fault:
        raise refuse(str(fault)) from fault


def use_utf8() -> None:
    """Chữ Việt trên mọi máy: Windows consoles do not write UTF-8 by themselves."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
