"""Kể việc bỏ phiếu: the question and its rules, the roll, paper, and what was counted."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from thidua.domain.vote.counting import (
    BallotCount,
    CandidateResult,
    Outcome,
    Tally,
    VoteResult,
    minutes,
)
from thidua.domain.vote.vote import (
    BASE_WORDS,
    CONDUCT_WORDS,
    ELECTORATE_WORDS,
    KIND_WORDS,
    OFFICE_WORDS,
    OWN_UNIT_WORDS,
    PRESENCE_WORDS,
    SUBJECT_WORDS,
    Candidate,
    Presence,
    share_words,
)
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow
from thidua.services.vote.votes import rules_of

Values = Mapping[str, Any]

_CAUSES = {"presence": "điểm danh lại", "delegated": "đã ủy quyền"}


def _set_up(told: Told) -> Words:
    return Words(after=_question(told))


def _discarded(told: Told) -> Words:
    return Words(before=_question(told))


def _question(told: Told) -> str:
    """Nội dung bằng lời: the question, every rule, every candidate."""
    vote = told.first("vote")
    if vote is None:
        return ""
    row = vote.now
    rules = rules_of(row)
    said = [
        SUBJECT_WORDS[row["subject"]],
        OFFICE_WORDS[row["office"]] if row.get("office") else row["award"],
        KIND_WORDS[rules.kind],
        "" if rules.most is None else f"chọn nhiều nhất {rules.most}",
        "" if rules.seats is None else f"{rules.seats} suất",
        f"{rules.threshold.words()} ({rules.threshold.source})",
        "" if rules.quorum is None else f"có mặt ít nhất {share_words(rules.quorum)}",
        ELECTORATE_WORDS[rules.electorate],
        CONDUCT_WORDS[rules.conduct],
        OWN_UNIT_WORDS[rules.own_unit],
        _delegation(rules.allows_delegation),
        _paper_ballots(rules.allows_paper) if rules.allows_paper else "",
    ]
    options = _options(one.now for one in told.of("vote_option"))
    return "\n".join([row["title"], "; ".join(filter(None, said)), options])


def _delegation(allowed: object) -> str:
    return "cho ủy quyền" if allowed else "không ủy quyền"


def _paper_ballots(allowed: object) -> str:
    return "có phiếu giấy kiểm chung" if allowed else "không có phiếu giấy"


def _options(rows: Iterable[Values]) -> str:
    """Các phương án, in the order of the ballot."""
    ordered = sorted(rows, key=lambda one: one["position"])
    return "Phương án: " + "; ".join(_named(one["text"], one["code"], one) for one in ordered)


def _named(name: str, code: str, row: Values) -> str:
    """Tên, and the code of the unit beside it where it is one."""
    return f"{name} ({code})" if row.get("unit_code") == code else name


_RULES: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "title": lambda value: f"tên «{value}»",
        "subject": lambda value: SUBJECT_WORDS[value],
        "award": lambda value: f"khen thưởng: {value or 'không'}",
        "office": lambda value: f"chức vụ: {OFFICE_WORDS[value] if value else 'không'}",
        "kind": lambda value: KIND_WORDS[value],
        "most": lambda value: f"chọn nhiều nhất: {_number(value)}",
        "seats": lambda value: f"số suất: {_number(value)}",
        "share": lambda value: f"ngưỡng {share_words(Fraction(value))}",
        "above": lambda value: "phải trên ngưỡng" if value else "đạt ngưỡng là đủ",
        "base": lambda value: f"tính trên {BASE_WORDS[value]}",
        "source": lambda value: f"căn cứ: {value}",
        "quorum": lambda value: f"có mặt ít nhất: {_share(value)}",
        "electorate": lambda value: ELECTORATE_WORDS[value],
        "conduct": lambda value: CONDUCT_WORDS[value],
        "own_unit": lambda value: OWN_UNIT_WORDS[value],
        "allows_delegation": _delegation,
        "allows_paper": _paper_ballots,
    }
)
"""Từng điều của thể lệ, told alone when it alone was changed."""


def _number(value: int | None) -> str:
    return "không giới hạn" if value is None else str(value)


def _share(value: str) -> str:
    return share_words(Fraction(value)) if value else "không đòi hỏi"


def _changed(told: Told) -> Words:
    """Chỗ đã sửa: only what is not as it was."""
    vote = told.first("vote")
    if vote is None:
        return Words()
    names = [
        name
        for name in _RULES
        if name in vote.was and name in vote.now and vote.was[name] != vote.now[name]
    ]
    options = list(told.of("vote_option"))

    def words(row: Values, candidates: list[Values]) -> str:
        said = "; ".join(_RULES[name](row[name]) for name in names)
        return "\n".join(filter(None, [said, _options(candidates) if options else ""]))

    before = words(vote.was, [one.before for one in options if one.before is not None])
    after = words(vote.now, [one.after for one in options if one.after is not None])
    return Words(before, after, vote.now["title"])


def _opened(told: Told) -> Words:
    vote, roll = told.first("vote"), [one.now for one in told.of("vote_roll")]
    if vote is None:
        return Words()
    listed = "; ".join(_voter(one) for one in roll)
    return Words(after=f"{vote.now['title']}\n{len(roll)} người: {listed}")


def _voter(row: Values) -> str:
    """Một dòng của danh sách, and whose sign-in names may cast its ballot."""
    logins = row["voters"].splitlines()
    name = _named(row["name"], row["code"], row)
    return name if logins == [row["code"]] else f"{name}: {', '.join(logins) or '—'}"


def _reset(told: Told) -> Words:
    vote = told.first("vote")
    title = "" if vote is None else vote.now["title"]
    return Words(
        f"{title}: {_turn_out(told)}",
        "đã xóa mọi phiếu, dấu đã bỏ, ý kiến bằng văn bản và biên nhận",
    )


def _turn_out(told: Told) -> str:
    return f"đã bỏ {told.detail['done']}/{told.detail['there']} phiếu"


def _cast(told: Told) -> Words:
    vote = told.first("vote")
    title = told.detail.get("title", "") if vote is None else vote.now["title"]
    return Words(after=_turn_out(told), reason=title)


def _presence(told: Told) -> Words:
    row = told.first("vote_roll")
    if row is None:
        return Words()
    before = PRESENCE_WORDS[row.was["presence"]]
    return Words(
        f"{row.now['name']}: {before}", PRESENCE_WORDS[row.now["presence"]], _of(told, row)
    )


def _delegated(told: Told) -> Words:
    row = told.first("vote_roll")
    if row is None:
        return Words()
    before = PRESENCE_WORDS[row.was.get("presence", Presence.DELEGATED)]
    after = f"ủy quyền cho {told.detail['to']} theo {row.now['document']}"
    return Words(f"{row.now['name']}: {before}", after, _of(told, row))


def _of(told: Told, row: ToldRow) -> str:
    """Tên cuộc bỏ phiếu mà dòng này thuộc về."""
    return told.names.vote(row.now["vote_id"])


def _letter(told: Told) -> Words:
    row = told.first("vote_roll")
    return Words() if row is None else Words(after=_paper(row.now), reason=_of(told, row))


def _letter_confirmed(told: Told) -> Words:
    row = told.first("vote_roll")
    if row is None:
        return Words()
    return Words(
        after=_paper(row.now), reason=f"{_of(told, row)}; người nhập: {row.now['written_by']}"
    )


def _letter_removed(told: Told) -> Words:
    row = told.first("vote_roll")
    if row is None:
        return Words()
    cause = _CAUSES.get(told.detail.get("cause", ""), "")
    return Words(before=_paper(row.was), reason="; ".join(filter(None, [_of(told, row), cause])))


def _paper(row: Values) -> str:
    return f"{row['name']}: theo {row['document']}"


def _counted(told: Told) -> Words:
    row = told.first("paper_count")
    if row is None:
        return Words()
    before = "" if row.is_new else _sums(row.was)
    return Words(before, _sums(row.now), _of(told, row))


def _count_confirmed(told: Told) -> Words:
    row = told.first("paper_count")
    if row is None:
        return Words()
    typed_by = f"người nhập: {row.now['entered_by']}"
    return Words(after=_sums(row.now), reason=f"{_of(told, row)}; {typed_by}")


def _count_returned(told: Told) -> Words:
    row = told.first("paper_count")
    return Words() if row is None else Words(before=f"{_of(told, row)}: {_sums(row.was)}")


def _sums(row: Values) -> str:
    """Số phiếu, without what they say: that is told when the vote is closed."""
    return (
        f"phát ra {row['issued']}, thu về {row['returned']}, không thu về {row['not_returned']}, "
        f"hợp lệ {row['valid']}, không hợp lệ {row['invalid']}"
    )


def _papers(told: Told) -> Words:
    """Phiếu giấy bằng số: how many there are, never whose."""
    vote = told.first("vote")
    title = "" if vote is None else vote.now["title"]
    given, in_box = told.detail["given"], told.detail["in_box"]
    return Words(after=f"đã phát {given} phiếu giấy, {in_box} đã vào hòm", reason=title)


def _void_asked(told: Told) -> Words:
    """Một phiếu giấy chờ hủy, or no more: whose it is is not said while it may stay."""
    vote = told.first("vote")
    return Words() if vote is None else Words(reason=vote.now["title"])


def _voided(told: Told) -> Words:
    vote = told.first("vote")
    title = "" if vote is None else vote.now["title"]
    member, by = told.detail["member"], told.detail["asked_by"]
    return Words(before=f"{member}: phiếu giấy {by} đề nghị hủy", reason=title)


def _tellers(told: Told) -> Words:
    row = told.first("room_count")
    if row is None:
        return Words()
    before = "" if row.is_new else _two(row.was)
    return Words(before, _two(row.now), _of(told, row))


def _two(row: Values) -> str:
    return f"{row['teller_one']}; {row['teller_two']}"


def _room_count(told: Told) -> Words:
    """Một lần đếm phiếu giấy: that it was done; its figures stand nowhere."""
    vote = told.first("vote")
    title = "" if vote is None else vote.now["title"]
    apart = told.detail.get("differing", 0)
    said = f"khác nhau ở {apart} chỗ, cả hai đếm lại" if apart else ""
    return Words(after=said, reason=title)


def _closed(told: Told) -> Words:
    vote = told.first("vote")
    if vote is None:
        return Words()
    whole = told.names.row("vote", vote.key)
    lines = minutes(vote.now["title"], whole["subject"], _result(told, whole))
    return Words(after="\n".join([*lines, f"Mã đối chiếu: {vote.now['fingerprint']}"]))


def _result(told: Told, vote: Values) -> VoteResult:
    """Kết quả như nhật ký ghi; rules and candidates never change once a vote is open."""
    said = told.detail
    rows = [
        CandidateResult(
            candidate=_candidate(told.names.row("vote_option", key)),
            tally=Tally(*tally),
            written=Tally(*written),
            votes=votes,
            base=base,
            needed=needed,
            outcome=Outcome(outcome),
        )
        for key, tally, written, votes, base, needed, outcome in said["candidates"]
    ]
    issued, returned, not_returned, valid, invalid = said["count"]
    tallies = {one.candidate.code: one.tally for one in rows}
    count = BallotCount(
        issued=issued,
        returned=returned,
        not_returned=not_returned,
        valid=valid,
        invalid=invalid,
        tallies=tallies,
    )
    return VoteResult(
        rules=rules_of(vote),
        members=said["members"],
        present=said["present"],
        written=said["written"],
        quorum=said["quorum"],
        count=count,
        candidates=tuple(rows),
    )


def _candidate(row: Values) -> Candidate:
    return Candidate(row["code"], row["text"], row["unit_code"])


def _office(told: Told) -> Words:
    row = told.first("office_holder")
    if row is None:
        return Words()
    unit = told.names.unit_name(row.now["unit_id"])
    said = f"{unit}: {OFFICE_WORDS[row.now['office']]} năm {row.now['year']}"
    return Words(after=said, reason=row.now["source"] or "người dùng ghi")


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "vote.set_up": _set_up,
        "vote.changed": _changed,
        "vote.discarded": _discarded,
        "vote.opened": _opened,
        "vote.reset": _reset,
        "vote.cast": _cast,
        "vote.presence": _presence,
        "vote.delegated": _delegated,
        "vote.written": _letter,
        "vote.written_confirmed": _letter_confirmed,
        "vote.written_removed": _letter_removed,
        "vote.counted": _counted,
        "vote.count_confirmed": _count_confirmed,
        "vote.count_returned": _count_returned,
        "vote.paper_given": _papers,
        "vote.paper_in_box": _papers,
        "vote.paper_void_asked": _void_asked,
        "vote.paper_void_dropped": _void_asked,
        "vote.paper_voided": _voided,
        "vote.tellers_named": _tellers,
        "vote.room_counted": _room_count,
        "vote.room_agreed": _room_count,
        "vote.room_differed": _room_count,
        "vote.closed": _closed,
        "office.noted": _office,
    }
)
"""Cách kể từng việc bỏ phiếu."""
