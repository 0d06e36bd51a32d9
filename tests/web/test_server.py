"""Máy chủ web: the whole ASGI application, asked as a browser would ask it."""

import re

import pytest
from starlette.websockets import WebSocketDisconnect

from thidua.web.assets import FOLDER, asset_link, picture_link
from thidua.web.gate import DEMO_PATH

BROWSER = {"accept": "text/html", "accept-encoding": "gzip"}


@pytest.fixture
def browser(running):
    """Somebody who stepped into the demo."""
    running.post(DEMO_PATH, data={"vai": "quan-tri"})
    return running


def test_health_says_that_the_process_answers(browser):
    answer = browser.get("/suc-khoe")

    assert (answer.status_code, answer.json()) == (200, {"ok": True, "phan-mem": "thi-dua"})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/xep-hang", "/khong-co-trang-nay"])
def test_every_address_of_a_page_gives_the_vietnamese_document(browser, path):
    answer = browser.get(path, headers=BROWSER)

    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_document_is_never_answered_from_an_older_one(browser):
    answer = browser.get("/", headers={"if-none-match": "*", "range": "bytes=0-9"})

    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


def test_the_policy_names_each_inline_script_of_the_document(browser):
    answer = browser.get("/", headers=BROWSER)

    inline = re.findall(r"<script>", answer.text)
    hashes = re.findall(r"'sha256-", answer.headers["content-security-policy"])
    assert len(inline) == len(hashes) == 1


@pytest.mark.parametrize(
    "path", ["/", "/suc-khoe", "/tai-san/khung.js", "/_stcore/health", "/x.js"]
)
def test_protecting_headers_are_on_every_answer(browser, path):
    headers = browser.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("viet-hoa.js", "text/javascript; charset=utf-8"),
        ("khung.css", "text/css; charset=utf-8"),
        ("bieu-tuong.svg", "image/svg+xml"),
        ("phong-chu/be-vietnam-pro-vietnamese-400-normal.woff2", "font/woff2"),
        ("phong-chu/OFL.txt", "text/plain; charset=utf-8"),
    ],
)
def test_assets_have_their_type_whatever_the_machine_thinks(browser, name, kind):
    answer = browser.get(f"/tai-san/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == kind
    assert answer.content == (FOLDER / name).read_bytes()


@pytest.mark.parametrize("name", ["nhan-hieu.svg", "bieu-tuong.svg"])
def test_pictures_are_served_where_a_page_names_them(running, name):
    answer = running.get(picture_link(name))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content == (FOLDER / name).read_bytes()


def test_assets_are_kept_as_long_as_their_link_stays_the_same(browser):
    marked = browser.get(asset_link("khung.js").removeprefix("."))
    plain = browser.get("/tai-san/khung.js")
    again = browser.get("/tai-san/khung.js", headers={"if-none-match": plain.headers["etag"]})

    assert marked.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/tai-san/",
        "/tai-san/phong-chu",
        "/tai-san/khong-co.js",
        "/tai-san/../main.py",
        "/tai-san/%2e%2e/main.py",
        "/tai-san/..%2f..%2f..%2fapp.py",
        "/tai-san/%2e%2e/%2e%2e/%2e%2e/requirements.txt",
        "/tai-san/..%5cmain.py",
        "/tai-san/%2fetc%2fhosts.txt",
        "/tai-san/khung.js%00.txt",
    ],
)
def test_nothing_outside_the_assets_is_served(browser, path):
    answer = browser.get(path)

    assert answer.status_code in (400, 404, 405) or '<html lang="vi">' in answer.text
    assert "import " not in answer.text
    assert "streamlit==" not in answer.text


def test_a_websocket_of_another_site_is_refused(browser):
    with (
        pytest.raises(WebSocketDisconnect) as refused,
        browser.websocket_connect("/_stcore/stream", headers={"origin": "http://evil.example"}),
    ):
        pass

    assert refused.value.code == 1008


def test_a_websocket_of_our_own_page_is_let_in(browser):
    with browser.websocket_connect("/_stcore/stream", headers={"origin": "http://testserver"}):
        pass


def test_a_write_of_another_site_is_refused(browser):
    answer = browser.put("/_stcore/upload_file/a/b", headers={"origin": "http://evil.example"})

    assert answer.status_code == 403
    assert "trang khác" in answer.text
