"""Kể việc của hệ thống: backups, personal data, and what somebody tried that was not theirs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.access.account import record_name
from thidua.domain.period.stage import STAGE_WORDS, Stage
from thidua.domain.record.backup import BackupCause
from thidua.domain.record.personal_data import (
    AREA_WORDS,
    OUTCOME_WORDS,
    REQUEST_WORDS,
    DataSubject,
)
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told
from thidua.services.record.words.tried import tried_words

_CAUSES = {
    BackupCause.REQUEST: "theo yêu cầu",
    BackupCause.COMMAND: "theo lệnh",
    BackupCause.STAGE: "trước khi chuyển giai đoạn",
    BackupCause.UPGRADE: "trước khi nâng cấp",
    BackupCause.ELSEWHERE: "làm bằng công cụ khác",
}


def _backed_up(told: Told) -> Words:
    why = _CAUSES.get(told.detail.get("why", ""), "")
    if leaving := told.detail.get("leaving"):
        stage = STAGE_WORDS[Stage(leaving["stage"])]
        why = f"trước khi {leaving['block']} năm {leaving['year']} rời «{stage}»"
    return Words(after=told.detail.get("file", ""), reason=_joined(why, _kept(told)))


def _restored(told: Told) -> Words:
    before = told.detail.get("before", "")
    said = f"bản trước đó: {before}" if before else ""
    return Words(after=told.detail.get("file", ""), reason=_joined(said, _kept(told)))


def _moved(told: Told) -> Words:
    file, rows = told.detail.get("file", ""), told.detail.get("rows", 0)
    return Words(before=file, after=f"{rows} dòng, đầu chuỗi {told.detail.get('seal', '')}")


def _kept(told: Told) -> str:
    """Những gì đi cùng bản sao: files of evidence and local files of law."""
    return _joined(_evidence(told.detail.get("evidence", {})), *_law(told.detail.get("law", {})))


def _evidence(counted: Mapping[str, Any]) -> str:
    kept, missing = counted.get("kept", 0), counted.get("missing", 0)
    if not kept and not missing:
        return ""
    return f"kèm {kept} tệp minh chứng" + (f", thiếu {missing} tệp" if missing else "")


def _law(kept: Mapping[str, Any]) -> list[str]:
    said = [f"kèm {len(kept['same'])} tệp luật địa phương"] if kept.get("same") else []
    if kept.get("different"):
        said.append(f"tệp luật đang dùng khác bản sao: {', '.join(kept['different'])}")
    if kept.get("unread"):
        said.append(f"không chép được tệp luật: {', '.join(kept['unread'])}")
    return said


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _refused(told: Told) -> Words:
    tried = tried_words(told.detail.get("tried", ""))
    return Words(reason=f"không có quyền: {tried}")


def _erased(told: Told) -> Words:
    places = told.detail.get("places", 0)
    said = f"đã xóa {len(told.detail.get('erased', [])) - places} tên"
    return Words(after=f"{said}, {places} địa chỉ mạng" if places else said)


def _corrected(told: Told) -> Words:
    row = told.first("account")
    return Words() if row is None else Words(_name(row.was), _name(row.now))


def _name(row: Mapping[str, Any]) -> str:
    return record_name(row["full_name"], row["login"])


def _ground(told: Told) -> Words:
    row = told.first("personal_ground")
    return Words() if row is None else Words(_held(row.was), _held(row.now))


def _held(row: Mapping[str, Any]) -> str:
    said = [AREA_WORDS[row["area"]]] if row.get("area") else []
    said += [row["ground"]] if row.get("ground") else []
    return ": ".join([*said, f"{row['years']} năm"] if row.get("years") else said)


def _asked(told: Told) -> Words:
    row = told.first("personal_request")
    return Words() if row is None else Words(after=_request(row.now))


def _answered(told: Told) -> Words:
    row = told.first("personal_request")
    if row is None:
        return Words()
    return Words(_request(row.now), f"{OUTCOME_WORDS[row.now['outcome']]}: {row.now['answer']}")


def _request(row: Mapping[str, Any]) -> str:
    subject = DataSubject(row.get("login", ""), row.get("person_code", ""))
    return f"{subject.words}, {row['asked_on']:%d/%m/%Y}: {REQUEST_WORDS[row['kind']]}"


def _taken(told: Told) -> Words:
    counts = ", ".join(f"{count} {name}" for name, count in told.detail["counts"])
    block, mark = told.detail["block"], told.detail["fingerprint"]
    return Words(after=f"khối {block}: {counts}; mã đối chiếu gói {mark}")


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "backup.made": _backed_up,
        "handover.taken": _taken,
        "backup.restored": _restored,
        "data.moved": _moved,
        "refused": _refused,
        "person.corrected": _corrected,
        "person.erased": _erased,
        "personal.answered": _answered,
        "personal.asked": _asked,
        "personal.ground": _ground,
    }
)
