"""Khởi động: the launcher, run by `streamlit run app.py`, `python app.py` or `uvicorn app:app`."""

from pathlib import Path

import streamlit as st

from thidua.later import loading

with loading():
    from thidua.ui.frame import menu
    from thidua.web import doors, headers, server, start
    from thidua.web.streamlit_inside import say_colours_once, send_at_once, share_uploads

start.require_settings()
send_at_once()
say_colours_once()
share_uploads()

# Streamlit looks for this assignment in the source, so it cannot move into a function.
app = st.App(
    Path(__file__).parent / "thidua" / "ui" / "frame" / "main.py",
    routes=server.routes(menu.ITEMS[0].address),
    middleware=headers.MIDDLEWARE,
    lifespan=server.lifespan,
    on_script_error=server.script_failed,
    exception_handlers=doors.FAULTS,
)

if __name__ == "__main__":
    app.run()
