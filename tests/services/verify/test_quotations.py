"""Trích dẫn: kept with the clause, shown in the reasons, and no other fingerprint without one."""

import hashlib
import json
from dataclasses import replace

from tests.people import PROGRAM
from tests.services.year import NOW, fresh, settle, to_self_score
from thidua.db import queries
from thidua.db.engine import reading, writing
from thidua.frames.ranking.standings import explanation_frame
from thidua.frames.tracking import full_frame
from thidua.services.covenant import covenants
from thidua.services.ground.work import Work
from thidua.services.ranking import standings, tracking
from thidua.services.record import replay

QUOTED = "=Điểm thưởng do Hội đồng khối quyết định"


def adopted():
    """Bản đang dùng."""
    with reading() as session:
        return queries.covenant_draft(session, fresh(), fresh().covenant_version)


def test_it_comes_back_and_stands_beside_the_points(database_url):
    settle()
    old = adopted()
    rows = (replace(old.criteria[0], clause="Điều 4", quotation=QUOTED), *old.criteria[1:])
    with writing() as session:
        work = Work(session, PROGRAM, fresh(), NOW)
        covenants.adopt_covenant(work, draft=replace(old, criteria=rows), reason="Thêm trích dẫn")
    to_self_score()

    assert adopted().criteria == rows
    with reading() as session:
        work = Work(session, PROGRAM, fresh())
        board = standings.standings(work)
        plain = explanation_frame(board.covenant, standings.explained(work, unit="A"))
        full = full_frame(board.covenant, tracking.explained_in_full(work, unit="A"))
        assert replay.mismatches(session) == []
    code = rows[0].code
    for frame in (plain, full):
        row = frame[frame["Mã"] == code].iloc[0]
        assert (row["Căn cứ"], row["Trích dẫn"]) == ("Điều 4", QUOTED)


def test_a_covenant_without_one_has_the_fingerprint_it_had(database_url):
    settle()
    draft = adopted()
    content = {
        "settings": [[row.name, row.value or ""] for row in draft.settings],
        "criteria": [
            [
                row.code, row.text, f"{row.max_points:f}", row.method, row.parameters, row.sign,
                row.evidence, row.gate, row.clause, row.note,
            ]
            for row in draft.criteria
        ],
        "ranking": [[row.kind, row.order, row.content, row.value] for row in draft.ranking],
    }  # fmt: skip
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    assert covenants.fingerprint(draft) == hashlib.sha256(body.encode()).hexdigest()
    quoted = replace(draft.criteria[0], quotation=QUOTED)
    changed = replace(draft, criteria=(quoted, *draft.criteria[1:]))
    assert covenants.fingerprint(changed) != covenants.fingerprint(draft)
