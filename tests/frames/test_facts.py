"""Bảng dữ kiện: what the program knows stands over what was typed, and says where they differ."""

from datetime import UTC, datetime

import pytest

from thidua import labels
from thidua.domain.dossier.catalogue import BUILT_IN
from thidua.domain.dossier.fact_file import RecordedFact
from thidua.domain.dossier.facts import Fact, NomineeFacts, Recipient
from thidua.frames.awards.facts import facts_frame

KIND = BUILT_IN.get("da_ky_giao_uoc")
KEY = (KIND.code, 2025)
SOURCE = "chữ ký giao ước bản 2"


def typed(value):
    return RecordedFact(
        recipient=Recipient.COLLECTIVE,
        subject="A",
        code=KIND.code,
        year=2025,
        value=value,
        stated_by="Lê An (an)",
        stated_at=datetime(2026, 3, 20, 2, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ([], SOURCE),
        ([typed("có")], SOURCE),
        ([typed("không")], f"{SOURCE}; khác lời khai «không» (Lê An (an), 20/03/2026)"),
    ],
)
def test_a_typed_fact_that_differs_from_the_known_one_is_told(stated, source):
    facts = NomineeFacts({KEY: Fact(True)})

    frame = facts_frame([KIND], facts, stated, {KEY: SOURCE}, 2025)

    assert frame.to_dict("records") == [
        {"Dữ kiện": KIND.name, "Giá trị": "có", "Minh chứng": labels.MISSING, "Nguồn": source}
    ]
