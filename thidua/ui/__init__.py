"""Giao diện: the Streamlit frame and the widgets that pages share."""
