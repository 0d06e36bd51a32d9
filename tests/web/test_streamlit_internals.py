"""Ruột của Streamlit: fails when something inside it that we rely on stops working."""

import ast
import asyncio
import inspect
import re
import socket
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
import streamlit
from streamlit import config, runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app
from streamlit.web.server.starlette import starlette_routes as routes
from streamlit.web.server.starlette import starlette_server, starlette_websocket

from thidua.web import streamlit_inside as inside
from thidua.web.document import SCRIPTS
from thidua.web.gate import DEMO_PATH
from thidua.web.streamlit_inside import send_at_once

ROOT = Path(__file__).parents[2]
INSIDE = {"thidua/web/streamlit_inside.py", "thidua/bench/streamlit_inside.py"}


def test_the_installed_version_is_the_pinned_one():
    pinned = re.search(r"^streamlit==(\S+)", (ROOT / "requirements.txt").read_text(), re.M)[1]

    assert streamlit.__version__ == version("streamlit") == pinned


def test_hidden_settings_still_exist_and_are_read_from_our_file(monkeypatch):
    monkeypatch.chdir(ROOT)
    options = config.get_config_options(force_reparse=True)

    assert options["runner.postScriptGC"].value is False
    assert options["logger.hideWelcomeMessage"].value is True
    assert options["logger.enableRich"].value is False
    assert "runner.postScriptGC" in Path(script_runner.__file__).read_text(encoding="utf-8")


def test_the_theme_made_once_is_what_streamlit_makes_each_time(monkeypatch):
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)
    monkeypatch.setattr(app_session, "_populate_theme_msg", inside._make_theme)

    made = said_theme()
    inside.say_colours_once()

    assert app_session._populate_theme_msg is not inside._make_theme
    assert [said_theme(), said_theme()] == [made, made]
    assert len(made) > 100


def test_streamlit_asks_for_the_theme_by_the_name_we_answer_to():
    asked = inspect.getsource(app_session.AppSession._create_new_session_message)

    assert asked.count("_populate_theme_msg(") == len(SECTIONS)


SECTIONS = {
    (): "theme",
    ("light",): "theme.light",
    ("dark",): "theme.dark",
    ("sidebar",): "theme.sidebar",
    ("light", "sidebar"): "theme.light.sidebar",
    ("dark", "sidebar"): "theme.dark.sidebar",
}


def said_theme():
    """What a new run says of colours and type."""
    message = ForwardMsg()
    for part, section in SECTIONS.items():
        theme = message.new_session.custom_theme
        for name in part:
            theme = getattr(theme, name)
        app_session._populate_theme_msg(theme, section)
    return message.SerializeToString(deterministic=True)


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


def test_addresses_are_those_the_server_answers_at():
    assert {
        inside.CORE_PATH: f"/{routes.BASE_ROUTE_CORE}/",
        inside.UPLOAD_PATH: f"/{routes.BASE_ROUTE_UPLOAD_FILE}/",
        inside.STREAM_PATH: f"/{starlette_websocket._ROUTE_WEBSOCKET_STREAM}",
        inside.MEDIA_PATH: f"/{routes.BASE_ROUTE_MEDIA}/",
        inside.COMPONENT_PATH: f"/{routes.BASE_ROUTE_COMPONENT}/",
        inside.STATIC_PATH: f"/{routes.BASE_ROUTE_STATIC}/",
    } == {
        path: path
        for path in (
            *(inside.CORE_PATH, inside.UPLOAD_PATH, inside.STREAM_PATH),
            *(inside.MEDIA_PATH, inside.COMPONENT_PATH, inside.STATIC_PATH),
        )
    }


@pytest.fixture
def served(running, monkeypatch):
    """The running application as scripts see it, whatever test of a page came before."""
    monkeypatch.setattr(runtime.Runtime, "_instance", running.app._runtime)
    return running


def test_files_sent_are_kept_where_the_bound_counts_them(served):
    manager = runtime.get_instance().uploaded_file_mgr
    manager.add_file("the-nay", UploadedFileRec("1", "a.pdf", "", b"x" * 7))
    try:
        assert type(manager) is inside.SharedUploads
        assert inside.unsaved() == {"the-nay": 7}
        (asked,) = manager.get_upload_urls("the-nay", ["a.pdf"])
        assert asked.upload_url.startswith(f"{inside.UPLOAD_PATH}the-nay/")
    finally:
        manager.remove_session_files("the-nay")


def test_a_file_made_is_served_under_the_name_it_is_kept_by(served):
    content, kind, name = b"PK mot tep", "application/zip", "so.zip"
    served.post(DEMO_PATH, data={"vai": "quan-tri"})
    media = runtime.get_instance().media_file_mgr
    address = media.add(content, kind, "0", name, is_for_static_download=True)

    assert address == f"{inside.MEDIA_PATH}{inside.file_id(content, kind, name)}.zip"
    assert served.get(address).content == content


def made_in_a_page():
    import streamlit as st  # noqa: PLC0415 - this function is run as a script

    from thidua.web import streamlit_inside  # noqa: PLC0415

    page = st.Page(lambda: None, title="Một", url_path="mot")
    st.navigation([page])
    try:
        st.page_link("pages/khong_co.py", label="Không có")
    except streamlit_inside.StreamlitPageNotFoundError:
        st.session_state.refused = True
    st.session_state.page = isinstance(page, streamlit_inside.StreamlitPage)
    st.session_state.container = isinstance(st.container(), streamlit_inside.DeltaGenerator)


def test_what_a_page_is_made_with_has_the_types_we_name():
    at = AppTest.from_function(made_in_a_page).run()

    assert not at.exception
    assert [at.session_state[name] for name in ("page", "container", "refused")] == [True] * 3


def test_what_is_loaded_early_is_what_a_chart_and_a_grid_load():
    assert {name: find_spec(name) is not None for name in inside.WARM} == dict.fromkeys(
        inside.WARM, True
    )


def test_our_log_speaks_through_the_log_of_the_server(capsys):
    # A name of its own: a log that was asked for before writes where errors went then.
    inside.get_logger("thidua.loi-thu").warning("Lời thử")

    assert "Lời thử" in capsys.readouterr().err


def leaning(source):
    """Chỗ chạm ruột: modules below the top one, private names, and addresses written out."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names = {one.name for one in node.names} & {"config", "runtime"}
            if (node.module or "").startswith("streamlit.") or (
                node.module == "streamlit" and names
            ):
                found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names if one.name.startswith("streamlit.")}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id in ("st", "streamlit") and (
                node.attr.startswith("_") or node.attr in ("delta_generator", "config", "runtime")
            ):
                found.add(f"st.{node.attr}")
        elif isinstance(node, ast.Constant) and re.match(
            r"/(_stcore|media)/|streamlit\.", str(node.value)
        ):
            found.add(node.value)
    return found


def test_nothing_else_leans_on_the_inside():
    files = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "thidua").rglob("*.py")]

    there = {path.relative_to(ROOT).as_posix() for path in files if leaning(path.read_text())}

    assert there == INSIDE


@pytest.mark.parametrize(
    "line",
    [
        "from streamlit.runtime import Runtime",
        "from streamlit import config",
        "import streamlit.runtime as r",
        "def late():\n    st._config",
        "def kind(one: st.delta_generator.DeltaGenerator): ...",
        "PATH = '/media/'",
        "PATH = f'/_stcore/{one}'",
        "NAME = 'streamlit.elements.image'",
    ],
)
def test_a_planted_leaning_is_found(line):
    assert leaning(line)


def test_the_mode_in_which_an_outside_server_runs_us_keeps_its_name():
    source = (Path(streamlit.__file__).parent / "web/server/starlette/starlette_app.py").read_text()

    assert 'config._server_mode = "asgi-server"' in source


def test_another_server_is_told_from_our_own(monkeypatch):
    monkeypatch.setattr(config, "_server_mode", "asgi-server")
    assert inside.is_run_by_another_server()
    monkeypatch.setattr(config, "_server_mode", "starlette-app")
    assert not inside.is_run_by_another_server()


def test_names_that_our_scripts_and_styles_look_for_are_still_drawn():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    drawn = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.js"))
    static = ROOT / "thidua" / "web" / "static"
    ours = "".join((static / name).read_text() for name in (*SCRIPTS, "khung.css"))

    looked_for = set(re.findall(r'data-testid="(\w+)"', ours)) | {"stMenuVersionCopyButton"}
    assert {name for name in looked_for if f"`{name}`" not in drawn} == set()


def test_a_picture_is_still_saved_by_a_link_that_is_pressed_by_a_script():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (chart,) = [one.read_text(encoding="utf-8") for one in folder.glob("ArrowVegaLiteChart.*.js")]
    made = "".join(one.read_text(encoding="utf-8") for one in folder.glob("*ownload*.js"))

    assert "toImageURL(`png`,e)" in chart and "Math.max(2,window.devicePixelRatio||1)" in chart
    assert "_chart" in made and ".click()" in made


def test_a_grid_still_holds_what_is_typed_where_our_script_reads_it():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (source,) = [file.read_text(encoding="utf-8") for file in folder.glob("DataFrame.*.js")]

    assert "getStringValue({id:" in source and "edited_rows" in source
    assert "navigator.clipboard.read!==void 0" in source and "clipboardData.getData" in source


def test_a_grid_still_sorts_text_by_what_our_script_orders():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (source,) = [file.read_text(encoding="utf-8") for file in folder.glob("DataFrame.*.js")]

    assert re.search(r"===`smart`\?\w+\((\w+),(\w+)\):\1\.localeCompare\(\2\)", source)
    assert "kind:`text`,sortMode:`default`" in source


def test_a_grid_saves_its_rows_with_an_encoder_that_begins_with_the_mark_of_byte_order():
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    (source,) = [file.read_text(encoding="utf-8") for file in folder.glob("DataFrame.*.js")]

    writes = re.search(r"(\w+)=new TextEncoder;await \w+\.write\(\1\.encode\((\w+)\)\)", source)
    assert f"{writes[2]}=`\ufeff`" in source


def test_what_a_browser_says_is_on_its_page_is_known_before_it_is_drawn():
    def page():
        import streamlit as st  # noqa: PLC0415 - the script runs by itself

        from thidua.web.streamlit_inside import sent_keys  # noqa: PLC0415

        st.session_state.sent = sent_keys()
        st.text_input("Ô", key="o-1")

    seen = AppTest.from_function(page).run()
    assert seen.session_state.sent == []
    assert seen.text_input[0].set_value("x").run().session_state.sent == ["o-1"]


def test_english_words_of_the_dictionary_are_still_said():
    package = Path(streamlit.__file__).parent
    files = [*(package / "static").rglob("*.js"), *(package / "runtime").rglob("*.py")]
    said = "".join(file.read_text(encoding="utf-8") for file in files)
    source = (ROOT / "thidua/web/static/viet-hoa.js").read_text(encoding="utf-8")

    words = re.findall(r'^    "([A-Z][^"]{6,})": "', source, re.M)
    silent = [word for word in words if word not in said]
    assert len(words) > 100
    assert silent == []
