"""Lớp bảo vệ: who counts as the same origin, and what passes through untouched."""

import asyncio

import pytest

from thidua.web.headers import SecureDocument, content_security_policy, is_same_origin


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        (None, "thidua.vn", True),
        ("https://thidua.vn", "thidua.vn", True),
        ("https://THIDUA.vn", "thidua.vn:443", True),
        ("http://thidua.vn", "thidua.vn:80", True),
        ("http://localhost:8501", "localhost:8501", True),
        ("http://[::1]:8501", "[::1]:8501", True),
        ("http://localhost:9999", "localhost:8501", False),
        ("https://thidua.vn.evil.example", "thidua.vn", False),
        ("https://evil.example", "thidua.vn", False),
        ("https://thidua.vn:80", "thidua.vn", False),
        ("null", "thidua.vn", False),
        ("null", None, False),
        ("https://thidua.vn", None, False),
        ("https://[broken", "thidua.vn", False),
    ],
)
def test_same_origin_is_the_host_the_page_was_served_under(origin, host, same):
    assert is_same_origin(origin, host) is same


def test_policy_allows_only_our_own_scripts():
    policy = content_security_policy(["'sha256-abc'"])

    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'self'"
    assert directives["script-src"] == "'self' 'unsafe-eval' 'wasm-unsafe-eval' 'sha256-abc'"
    assert directives["object-src"] == "'none'"
    assert not any("http" in sources or "*" in sources for sources in directives.values())


def answered(path, headers, *chunks, method="GET"):
    """What arrives at the browser when the application answers with these chunks."""

    async def application(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for chunk in chunks[:-1]:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": chunks[-1]})

    sent = []

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    asyncio.run(SecureDocument(application)(scope, None, send))
    return dict(sent[0]["headers"]), sent[1:]


def test_html_that_is_not_streamlits_keeps_its_bytes_and_its_tag():
    body = '<html lang="en"><title>Streamlit</title>ơ</html>'.encode("utf-16")
    headers, rest = answered(
        "/bao-cao", [(b"content-type", b"text/html"), (b"etag", b"x")], body[:9], body[9:]
    )

    assert b"".join(message["body"] for message in rest) == body
    assert headers[b"etag"] == b"x"
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_downloaded_html_is_not_held_back():
    headers, rest = answered("/media/a.html", [(b"content-type", b"text/html")], b"<p>", b"</p>")

    assert [message["body"] for message in rest] == [b"<p>", b"</p>"]
    assert b"content-security-policy" in headers


def test_streamed_answers_that_are_not_html_are_not_held_back():
    _, rest = answered("/tai-ve/1", [(b"content-type", b"application/zip")], b"a", b"b")

    assert [message["body"] for message in rest] == [b"a", b"b"]
