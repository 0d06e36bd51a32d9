"""Máy chủ: the plain server round Streamlit: doors, headers, files; no page."""
