"""Ruột của Streamlit: fails when something inside it that we rely on stops working."""

import asyncio
import re
import socket
from importlib.metadata import version
from pathlib import Path

import streamlit
from streamlit import config
from streamlit.runtime.scriptrunner import script_runner
from streamlit.web.server.app_discovery import discover_asgi_app
from streamlit.web.server.starlette import starlette_server

from thidua.web.sockets import send_at_once

ROOT = Path(__file__).parents[2]


def test_the_installed_version_is_the_pinned_one():
    pinned = re.search(r"^streamlit==(\S+)$", (ROOT / "requirements.txt").read_text(), re.M)[1]

    assert streamlit.__version__ == version("streamlit") == pinned


def test_hidden_settings_still_exist_and_are_read_from_our_file(monkeypatch):
    monkeypatch.chdir(ROOT)
    options = config.get_config_options(force_reparse=True)

    assert options["runner.postScriptGC"].value is False
    assert options["logger.hideWelcomeMessage"].value is True
    assert options["logger.enableRich"].value is False
    assert "runner.postScriptGC" in Path(script_runner.__file__).read_text(encoding="utf-8")


def test_every_setting_of_our_file_is_known(monkeypatch, caplog, capsys):
    monkeypatch.chdir(ROOT)

    config.get_config_options(force_reparse=True)

    assert "not a valid config option" not in caplog.text + "".join(capsys.readouterr())
    assert not caplog.records


def test_streamlit_finds_our_application_in_the_launcher():
    found = discover_asgi_app(ROOT / "app.py")

    assert (found.is_asgi_app, found.import_string) == (True, "app:app")


def test_connections_to_a_socket_bound_as_streamlit_binds_it_do_not_wait():
    send_at_once()
    listening = starlette_server._bind_socket("127.0.0.1", 0, 5)
    flags = []

    async def serve():
        async def accepted(reader, writer):
            connection = writer.get_extra_info("socket")
            flags.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()
            await writer.wait_closed()

        async with await asyncio.start_server(accepted, sock=listening):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            await reader.read()
            writer.close()
            await writer.wait_closed()

    asyncio.run(serve())

    assert flags
    assert all(flags)


def test_the_mode_in_which_an_outside_server_runs_us_keeps_its_name():
    source = (Path(streamlit.__file__).parent / "web/server/starlette/starlette_app.py").read_text()

    assert 'config._server_mode = "asgi-server"' in source


def test_names_that_our_scripts_and_styles_look_for_are_still_drawn():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    drawn = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.js"))
    static = ROOT / "thidua" / "web" / "static"
    ours = "".join((static / name).read_text() for name in ("viet-hoa.js", "khung.js", "khung.css"))

    looked_for = set(re.findall(r'data-testid="(\w+)"', ours)) | {"stMenuVersionCopyButton"}
    assert {name for name in looked_for if f"`{name}`" not in drawn} == set()


def test_english_words_of_the_dictionary_are_still_said():
    package = Path(streamlit.__file__).parent
    files = [*(package / "static").rglob("*.js"), *(package / "runtime").rglob("*.py")]
    said = "".join(file.read_text(encoding="utf-8") for file in files)
    source = (ROOT / "thidua/web/static/viet-hoa.js").read_text(encoding="utf-8")

    words = re.findall(r'^    "([A-Z][^"]{6,})": "', source, re.M)
    silent = [word for word in words if word not in said]
    assert len(words) > 100
    assert silent == []
