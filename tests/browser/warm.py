"""Nạp sẵn: what every server needs, loaded by the process that the others are forked from."""

import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

ROOT = Path(__file__).parents[2]
SCRIPT = "thidua.ui.frame.main"
"""Chạy lại với mỗi người xem, not a module."""

os.chdir(ROOT)  # Streamlit reads its settings from where it is loaded
sys.path.insert(0, str(ROOT))
for name in ("pandas", "pyarrow", "altair", "streamlit.web.cli", "streamlit.web.bootstrap"):
    import_module(name)
for name in ("streamlit.elements.vega_charts", "streamlit.elements.widgets.data_editor"):
    import_module(name)
for package in ("thidua.ui", "thidua.web", "thidua.services"):
    for found in walk_packages(import_module(package).__path__, f"{package}."):
        if found.name != SCRIPT:
            import_module(found.name)
