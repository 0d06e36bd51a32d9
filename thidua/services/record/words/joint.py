"""Kể quyết định hai người: what was asked, by which paper, and what came of it."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.access.joint_decision import JOINT_WORDS, JointKind
from thidua.domain.ground.text import listed
from thidua.domain.period.consideration import CONSIDERATION_WORDS, ConsiderationState
from thidua.domain.scoring.entry_rows import entry_text
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told
from thidua.services.scoring.joint import entry_of


def _asked(told: Told) -> Words:
    row = told.first("joint_decision")
    return Words() if row is None else Words(after=_words(row.now))


def _done(told: Told) -> Words:
    row = told.first("joint_decision")
    if row is None:
        return Words()
    whole = {**told.names.row("joint_decision", row.key), **row.now}
    asked = f"đề nghị: {whole['asked_by']}" if whole.get("asked_by") else ""
    return Words(after=_words({**whole, **row.was}), reason=asked)


def _withdrawn(told: Told) -> Words:
    row = told.first("joint_decision")
    if row is None:
        return Words()
    return Words(before=_words({**told.names.row("joint_decision", row.key), **row.now}))


def _words(row: Mapping[str, Any]) -> str:
    said = [JOINT_WORDS[JointKind(row["kind"])]]
    content = json.loads(row.get("content") or "{}")
    if "state" in content:
        said.append(CONSIDERATION_WORDS[ConsiderationState(content["state"])])
    if "entry" in content:
        said.append(entry_text(None, entry_of(content["entry"])))
    if "criteria" in content:
        said.append(f"thiếu {listed(content['criteria'])}")
    if row.get("document"):
        said.append(f"theo «{row['document']}»")
    return "; ".join(said)


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {"joint.asked": _asked, "joint.done": _done, "joint.withdrawn": _withdrawn}
)
