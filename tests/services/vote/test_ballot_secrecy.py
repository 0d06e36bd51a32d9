"""Phiếu kín: with the whole database, its log and the program's log nobody does better than chance.

Each voter chooses another candidate, so that a guess is a permutation: by chance one of the twelve
is right on average, whatever the order was guessed from.
"""

import json
import logging
import random
import shutil
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
import sqlalchemy as sa
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlmodel import select

from tests.services import nine_members as nine
from tests.services.ballot_spy import hits, moment, voter_orders
from tests.services.nine_members import AWARD, NO, YES, cast, close, do, officer, opened, view
from thidua import ballot_box
from thidua.db.engine import data_folder, engine, forget_engines, reading, sqlite_file, writing
from thidua.db.tables import AuditEntry, BallotSlip, SealedBallot, VoteRoll
from thidua.domain.vote.ballot import unpacked
from thidua.domain.vote.vote import Base, Candidate, Threshold, VoteKind
from thidua.services.ground import personal
from thidua.services.vote import ballots, votes
from thidua.services.vote import seals as vote_seals
from thidua.services.vote.ballots import SOMEBODY, Casting

TWELVE = tuple(f"D{number:02}" for number in range(12))
CHOICE = replace(
    AWARD,
    rules=replace(
        AWARD.rules,
        kind=VoteKind.CHOICE,
        most=1,
        threshold=Threshold(Fraction(1, 12), Base.VALID, "Quy chế"),
    ),
    candidates=tuple(Candidate(f"P{number:02}", f"Ứng viên {number}") for number in range(12)),
)
CODES = tuple(one.code for one in CHOICE.candidates)
RUNS = 40
BY_CHANCE = 1 + 4 / RUNS**0.5
"""Trung bình số người đoán trúng một lần, and four of its standard deviations over all runs."""


class Chance:
    """Số ngẫu nhiên có hạt giống, in the place of the machine's own."""

    def __init__(self, seed):
        self.numbers = random.Random(seed)

    def token_hex(self, count):
        return self.numbers.randbytes(count).hex()

    def token_bytes(self, count):
        return self.numbers.randbytes(count)


def cast_in(order, truth, vote):
    for voter in order:
        answers = [YES if code == truth[voter] else NO for code in CODES]
        cast(vote, voter, *answers, actor=officer(voter))


def plans(seed):
    """Mỗi lần chạy: who votes when, and for whom."""
    chance = random.Random(seed)
    for _ in range(RUNS):
        order, chosen = list(TWELVE), list(CODES)
        chance.shuffle(order)
        chance.shuffle(chosen)
        yield order, dict(zip(TWELVE, chosen, strict=True))


def best(found):
    """Cách dò trúng nhiều nhất, over all runs: how many of twelve on average."""
    return max(total / RUNS for total in found.values())


@pytest.fixture
def template(sqlite_url, tmp_path, monkeypatch):
    """Cuộc bỏ phiếu đã mở, to be copied for each run."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=TWELVE)
    vote = opened(CHOICE)
    forget_engines()
    file = sqlite_file(sqlite_url)
    shutil.copyfile(file, tmp_path / "mau.db")
    shutil.copytree(data_folder() / votes.KEYS, tmp_path / "khoa")
    return vote, file, tmp_path


def start_again(file, folder):
    """Trở lại lúc vừa mở: the database without its log, and the key of the box."""
    forget_engines()
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(folder / "mau.db", file)
    shutil.rmtree(data_folder() / votes.KEYS, ignore_errors=True)
    shutil.copytree(folder / "khoa", data_folder() / votes.KEYS)


def test_no_order_left_behind_ties_a_ballot_to_its_voter(template, monkeypatch, caplog):
    vote, file, folder = template
    chance = Chance(20260320)
    monkeypatch.setattr(ballots, "secrets", chance)
    monkeypatch.setattr("thidua.db.tables.votes.token_hex", chance.token_hex)
    caplog.set_level(logging.INFO, "sqlalchemy.engine")
    found = Counter()
    for order, truth in plans(1):
        start_again(file, folder)
        caplog.clear()
        moments = [moment(file, folder)]
        for voter in order:
            cast_in([voter], truth, vote)
            moments.append(moment(file, folder))
        close(vote)
        moments.append(moment(file, folder))
        assert "UPDATE vote_roll" in caplog.text and "INTO ballot_slip" in caplog.text
        shown = [sum(f"{code}agree".encode() in one.content for code in CODES) for one in moments]
        assert shown == [0] * 13 + [12]  # while the vote is open nothing, once counted everything
        found.update(hits(truth, moments, caplog.text))

    assert best(found) < BY_CHANCE
    assert found[1, 0] / RUNS < BY_CHANCE  # the order of the marks beside when ballots were seen


@pytest.mark.parametrize("most", [64, 5])
def test_the_key_taken_with_the_database_and_its_log_opens_ballots_and_ties_none(
    template, monkeypatch, most
):
    """Chép cả khóa: nothing that an earlier transaction wrote opens, and the box has no order.

    The spy has every state the database went through, and the keys as they are before closing; all
    ballots lie in one chest or in several.
    """
    monkeypatch.setattr(ballot_box, "_MOST", most)
    vote, file, folder = template
    found = Counter()
    for order, truth in plans(6):
        start_again(file, folder)
        moments = []
        for voter in order:
            cast_in([voter], truth, vote)
            moments.append(moment(file, folder))
        keys = ballot_box.keys(data_folder() / votes.KEYS, view(vote).box)
        opened_then = [in_the_box(one.tables["sealed_ballot"], keys) for one in moments]
        assert [len(codes) for codes in opened_then] == [*[0] * 11, 12]
        assert sorted(opened_then[-1]) == sorted(CODES)
        last, content = moments[-1].tables["sealed_ballot"], moments[-1].content
        orders = [
            opened_then[-1],
            in_the_box(sorted(last, key=lambda row: row["sealed"]), keys),
            in_the_box(sorted(last, key=lambda row: content.rfind(row["id"].encode())), keys),
        ]
        for left, who in enumerate(voter_orders(sorted(truth), moments, "")):
            for right, what in enumerate(orders):
                guessed = zip(who, what, strict=True)
                found[left, right] += sum(truth[voter] == code for voter, code in guessed)

    assert best(found) < BY_CHANCE


def test_ballots_that_came_together_lie_in_nobody_s_order(template):
    """Bỏ cùng một lượt: the spy knows in which order they came, and has the key besides."""
    vote, file, folder = template
    found = Counter()
    for order, truth in plans(10):
        start_again(file, folder)
        castings = [
            Casting(
                who=lambda _, voter=voter: officer(voter),
                member=voter,
                answers={code: YES if code == truth[voter] else NO for code in CODES},
                code=ballots.new_receipt(),
            )
            for voter in order
        ]
        with writing() as session:
            faults = ballots.cast_all(
                session, nine.fresh(), vote=vote, castings=castings, now=nine.NOW
            )
        assert faults == [None] * 12
        after = moment(file, folder)
        keys = ballot_box.keys(data_folder() / votes.KEYS, view(vote).box)
        inside = in_the_box(after.tables["sealed_ballot"], keys)
        assert sorted(inside) == sorted(CODES)
        for left, who in enumerate([order, *voter_orders(sorted(truth), [after], "")]):
            guessed = zip(who, inside, strict=True)
            found[left] += sum(truth[voter] == code for voter, code in guessed)

    assert best(found) < BY_CHANCE


def in_the_box(rows, files):
    """Ứng viên được chọn trong các phiếu mở được với các khóa này, in the order they lie in."""
    keys = [OKPKey.import_key(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    chosen = []
    for row, key in product(rows, keys):
        with suppress(JoseError):
            _, _, letter = row["sealed"].partition(".")
            for ballot in jwe.decrypt_compact(letter, key).plaintext.split(b"\n"):
                slips = unpacked(CHOICE.candidates, ballot)
                chosen += [one.candidate for one in slips if one.answer is YES]
    return chosen


def test_the_same_spy_sees_through_ballots_kept_plainly(tmp_path):
    """Cách làm ngây thơ: a mark and a numbered ballot in one transaction, without a name on it."""
    found = Counter()
    file = tmp_path / "ngay-tho.db"
    for order, truth in plans(1):
        file.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE vote_roll (code TEXT, has_cast BOOLEAN)")
            database.execute("CREATE TABLE ballot (id INTEGER PRIMARY KEY, candidate, answer)")
            database.execute("CREATE TABLE audit_entry (id INTEGER PRIMARY KEY, new)")
            database.executemany("INSERT INTO vote_roll VALUES (?, 0)", [[one] for one in TWELVE])
            database.commit()
            moments = [moment(file, tmp_path)]
            for voter in order:
                database.execute("UPDATE vote_roll SET has_cast = 1 WHERE code = ?", [voter])
                ballot = [truth[voter], "agree"]
                database.execute("INSERT INTO ballot (candidate, answer) VALUES (?, ?)", ballot)
                database.commit()
                moments.append(moment(file, tmp_path))
        found.update(hits(truth, moments, ""))

    assert best(found) == 12
    assert found[1, 0] / RUNS == 12


def test_random_names_alone_do_not_hide_a_plain_ballot_from_the_log_of_the_database(tmp_path):
    """Tên ngẫu nhiên thôi chưa đủ: the log shows which ballot came with which mark."""
    found = Counter()
    file, chance = tmp_path / "ngau-nhien.db", random.Random(3)
    for order, truth in plans(2):
        file.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as database:
            database.execute("CREATE TABLE vote_roll (code TEXT, has_cast BOOLEAN)")
            database.execute(
                "CREATE TABLE ballot (id TEXT PRIMARY KEY, candidate, answer) WITHOUT ROWID"
            )
            database.execute("CREATE TABLE audit_entry (id INTEGER PRIMARY KEY, new)")
            database.executemany("INSERT INTO vote_roll VALUES (?, 0)", [[one] for one in TWELVE])
            database.commit()
            moments = [moment(file, tmp_path)]
            for voter in order:
                database.execute("UPDATE vote_roll SET has_cast = 1 WHERE code = ?", [voter])
                ballot = [chance.randbytes(16).hex(), truth[voter], "agree"]
                database.execute("INSERT INTO ballot VALUES (?, ?, ?)", ballot)
                database.commit()
                moments.append(moment(file, tmp_path))
        found.update(hits(truth, moments, ""))

    assert found[1, 0] / RUNS == 12


def test_while_the_vote_is_open_all_sealed_ballots_look_alike(template, monkeypatch):
    monkeypatch.setattr(ballot_box, "_MOST", 4)
    vote, file, folder = template
    order, truth = next(plans(4))
    cast_in(order, truth, vote)

    with reading() as session:
        sealed = session.exec(sa.select(SealedBallot.sealed)).scalars().all()
    assert (len(sealed), len(set(sealed)), len({len(one) for one in sealed})) == (3, 3, 1)
    assert [ballot_box.number(one) for one in sealed] == [4, 4, 4]
    content = moment(file, folder).content
    assert not any(f"{code}agree".encode() in content for code in CODES)
    assert not any(f"{code}disagree".encode() in content for code in CODES)


def test_no_table_joins_a_ballot_with_a_person_an_order_or_a_time():
    kept = {
        table.__tablename__: set(table.__table__.columns.keys())
        for table in (SealedBallot, BallotSlip)
    }

    assert kept == {
        "sealed_ballot": {"id", "vote_id", "sealed"},
        "ballot_slip": {"id", "vote_id", "candidate", "answer", "salt", "mark"},
    }
    linked = {
        key.column.table.name
        for table in (SealedBallot, BallotSlip)
        for key in table.__table__.foreign_keys
    }
    assert linked == {"vote"}


def test_receipts_stand_nowhere_in_the_database_nor_in_its_log(template):
    vote, file, folder = template
    receipts = [
        cast(vote, unit, *(YES if place == 0 else NO for place in range(12)), actor=officer(unit))
        for unit in TWELVE
    ]
    before = moment(file, folder).content
    close(vote)
    after = moment(file, folder).content

    for code in receipts:
        for shown in (code, code.replace("-", "")):
            assert shown.encode() not in before + after
    assert view(vote).box.encode() in after


@pytest.mark.both_databases
def test_on_postgresql_all_ballots_come_from_one_transaction_and_none_from_a_voters(
    postgres_url, tmp_path, monkeypatch
):
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=TWELVE)
    vote = opened(CHOICE)
    order, truth = next(plans(5))
    cast_in(order, truth, vote)
    close(vote)

    def written(table):
        with engine().connect() as connection:
            rows = connection.execute(sa.text(f"SELECT xmin::text FROM {table}"))
            return Counter(row[0] for row in rows)

    slips, marks = written(BallotSlip.__tablename__), written(VoteRoll.__tablename__)
    assert list(slips.values()) == [12 * 12]
    assert list(marks.values()) == [1] * 12
    assert slips.keys() & marks.keys() == set()


def test_an_entry_of_the_record_is_the_same_whoever_casts_whatever(template):
    """Mục «bỏ phiếu»: apart from random signs nothing in it depends on the voter or the ballot."""
    vote, file, folder = template
    told = []
    for order, truth in [*plans(7)][:2]:
        start_again(file, folder)
        cast_in(order, truth, vote)
        with reading() as session:
            found = session.exec(select(AuditEntry).where(AuditEntry.action == "vote.cast")).all()
            names = personal.names(session)
        told.append(
            [
                (
                    one.position,
                    names[one.actor],
                    one.on_behalf_of,
                    one.unit_code,
                    one.criterion_code,
                    one.reason,
                    masked(json.loads(one.content)),
                )
                for one in found
            ]
        )

    assert told[0] == told[1]
    change = {
        "table": "vote",
        "key": vote,
        "naming": {"block_year_id": 1, "title": AWARD.title},
        "before": {"fingerprint": "…", "public_key": "…"},
        "after": {"fingerprint": "…", "public_key": "…"},
    }
    said = [
        (SOMEBODY.name, "", "", "", "", {"detail": {"done": done, "there": 12}, "rows": [change]})
        for done in range(1, 13)
    ]
    assert [one[1:] for one in told[0]] == said


def masked(content):
    """Nội dung không có các dấu ngẫu nhiên; their names stay."""
    return {
        "detail": content["detail"],
        "rows": [
            {**row, **{part: dict.fromkeys(row[part], "…") for part in ("before", "after")}}
            for row in content["rows"]
        ],
    }


@pytest.mark.parametrize(("most", "chests"), [(64, 1), (5, 3), (1, 12)])
def test_no_earlier_fingerprint_of_the_box_can_be_tried_with_what_lies_there_now(
    template, monkeypatch, most, chests
):
    """Vân tay hòm phiếu: whoever leaves out one mark and one chest meets none that was recorded.

    The last one is met, so that the guess is of the right form.
    """
    monkeypatch.setattr(ballot_box, "_MOST", most)
    vote, *_ = template
    cast_in(*next(plans(8)), vote)
    with reading() as session:
        cells = sa.select(SealedBallot.id, SealedBallot.sealed).order_by(SealedBallot.id)
        ballots_ = session.exec(cells).all()
        roll = [(row.id, row.has_cast, row.written, "") for row in votes.roll_rows(session, vote)]
        found = session.exec(select(AuditEntry).where(AuditEntry.action == "vote.cast")).all()
    box = view(vote).box
    recorded = [json.loads(one.content)["rows"][0]["after"]["fingerprint"] for one in found]
    guesses = {
        vote_seals.digest(
            box,
            [one for one in ballots_ if one is not ballot],
            [(key, key != left, written, "") for key, _, written, _ in roll],
        )
        for ballot in ballots_
        for left, *_ in roll
    }

    assert vote_seals.digest(box, ballots_, roll) == recorded[-1]
    assert len(guesses) == chests * 12
    assert guesses & set(recorded) == set()


def test_a_vote_made_anew_does_not_tell_in_which_order_its_marks_were_made(
    postgres_url, tmp_path, monkeypatch
):
    """PostgreSQL đặt dòng vừa sửa xuống cuối: as they lie there, the rows would tell."""
    monkeypatch.setenv("THIDUA_DATA", str(tmp_path / "var"))
    nine.settle(units=TWELVE)
    vote = opened(CHOICE)
    cast_in(*next(plans(9)), vote)
    with engine().connect() as connection:  # so that the few rows are read as they lie there
        connection.execute(sa.text("ANALYZE vote_roll"))
        connection.commit()
    do(votes.reset, vote=vote, seen=view(vote).version, reason="Nhầm danh sách")

    with reading() as session:
        text = session.exec(
            select(AuditEntry.content).where(AuditEntry.action == "vote.reset")
        ).one()
    keys = [row["key"] for row in json.loads(text)["rows"] if row["table"] == "vote_roll"]
    assert len(keys) == 12
    assert keys == sorted(keys)
