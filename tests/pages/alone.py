"""Phần chạy riêng: a page run as the server runs it, where a press draws only its own part anew."""

import json

from streamlit.proto.WidgetStates_pb2 import WidgetStates

from thidua.bench.script_run import Visit


class Person:
    """Người dùng một trang, whose browser keeps what was drawn and says what was typed."""

    def __init__(self, script, runtime):
        self.visit = Visit(script=script, runtime=runtime)
        self.drawn = {}
        self.run()

    def run(self, widgets=None, part=""):
        """Chạy, and keep what came: of a part alone beside the rest of the page."""
        before = self.visit.begun
        self.visit.run(widgets, part)
        self.runs = self.visit.begun - before
        came = {
            tuple(message.metadata.delta_path): message.delta
            for message in self.visit.messages
            if message.WhichOneof("type") == "delta"
        }
        stays = [path for path, one in self.drawn.items() if part and one.fragment_id != part]
        self.came, self.drawn = came, {path: self.drawn[path] for path in stays} | came

    def elements(self, kind):
        """Các phần tử loại này, each with the part it stands in."""
        return [
            (getattr(one.new_element, kind), one.fragment_id)
            for _, one in sorted(self.drawn.items())
            if one.new_element.WhichOneof("type") == kind
        ]

    def press(self, label, typed=None):
        """Bấm nút này, after `typed` was typed into the grid."""
        widgets = WidgetStates()
        if typed:
            grid = next(one for one, _ in self.elements("dataframe") if one.editing_mode)
            edited = {"edited_rows": typed, "added_rows": [], "deleted_rows": []}
            widgets.widgets.add(id=grid.id, string_value=json.dumps(edited))
        button, part = next(
            (one, part) for one, part in self.elements("button") if one.label == label
        )
        widgets.widgets.add(id=button.id, trigger_value=True)
        self.run(widgets, part)

    def said(self):
        """Các lời báo trên trang."""
        alerts = [one.body for one, _ in self.elements("alert")]
        return " ".join(alerts).replace("\\", "").replace("\u2060", "")
