"""Kể việc khen thưởng: people, facts, awards given, proposals, places and copies of the law."""

import hashlib
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from thidua.domain.awards.eligibility import CONCLUSION_WORDS, Conclusion
from thidua.domain.awards.proposal import PROPOSAL_WORDS, ProposalState
from thidua.domain.awards.quota_states import limit_words, reading_words
from thidua.domain.dossier.award_file import award_words
from thidua.domain.dossier.award_history import Occasion
from thidua.domain.dossier.fact_file import fact_words, fact_year
from thidua.domain.dossier.staff import staff_words
from thidua.domain.movement.plan import limit_code
from thidua.services.record.words.teller import Teller, Words
from thidua.services.record.words.told import Told, ToldRow

Values = Mapping[str, Any]


def _person(told: Told) -> Words:
    row = told.first("person")
    if row is None:
        return Words()
    before = "" if row.is_new else _person_words(told, row.was)
    return Words(before, _person_words(told, row.now))


def _person_words(told: Told, row: Values) -> str:
    return staff_words(
        f"{row['full_name']} ({row['code']})",
        told.names.unit_called(told.names.unit(row["unit_id"])),
        row.get("position", ""),
        row.get("is_leader"),
        active=row["active"],
    )


def _fact(told: Told) -> Words:
    """Một dữ kiện: the version that ended, and the one that follows it."""
    ended = next((one for one in told.of("stated_fact") if not one.is_new), None)
    made = next((one for one in told.of("stated_fact") if one.is_new), None)
    row = made or ended
    if row is None:
        return Words()
    kind = told.names.fact(row.now["code"])
    what = row.now["code"] if kind is None else kind.name
    place = f"{_subject(told, row.now)} · {what}, {fact_year(row.now.get('year'))}"
    after = "đã bỏ" if made is None else _fact_words(told, made)
    return Words("" if ended is None else _fact_words(told, ended), f"{place}: {after}")


def _fact_words(told: Told, row: ToldRow) -> str:
    """Giá trị của một phiên bản, which never changes but in whether it is in force."""
    whole = {**told.names.row("stated_fact", row.key), **row.now}
    kind = told.names.fact(whole["code"])
    return fact_words(kind, whole["value"], whole.get("evidence", ""))


def _award(told: Told) -> Words:
    row = told.first("given_award")
    if row is None:
        return Words()
    who = _subject(told, row.now)
    before = "" if row.is_new else _award_words(told, row.was)
    if row.now.get("withdrawn"):
        return Words(before, f"{who}: bỏ lần khen này")
    return Words(before, f"{who}: {_award_words(told, row.now)}")


def _award_words(told: Told, row: Values) -> str:
    return award_words(
        told.names.award(row["award"]),
        row["year"],
        row.get("decision", ""),
        row.get("day"),
        row.get("authority", ""),
        row.get("occasion", Occasion.ANNUAL),
    )


def _subject(told: Told, row: Values) -> str:
    return told.names.subject(row["recipient"], row["subject"])


def _law(told: Told) -> Words:
    """Một bản luật: the version that ended, and the one that follows it."""
    ended = next((one for one in told.of("law_text") if not one.is_new), None)
    made = next((one for one in told.of("law_text") if one.is_new), None)
    return Words(
        "" if ended is None else _law_words(told, ended),
        "thôi dùng" if made is None else _law_words(told, made),
    )


def _law_words(told: Told, row: ToldRow) -> str:
    """Bản luật bằng lời: its name and version, and the digest of every sign in it."""
    whole = {**told.names.row("law_text", row.key), **row.now}
    digest = hashlib.sha256(whole["content"].encode()).hexdigest()
    return f"{whole['name']} phiên bản {whole['version']} · SHA-256 {digest}"


def _quota(told: Told) -> Words:
    row = told.first("quota_setting")
    if row is None:
        return Words()
    programme, code = row.now.get("programme", ""), row.now["code"]
    limit = limit_words(told.names.book(), programme, code)
    return Words(_setting_words(told, row.was), f"{limit}: {_setting_words(told, row.now)}")


def _setting_words(told: Told, row: Values) -> str:
    """Điều đã ấn định bằng lời."""
    said = []
    if row.get("most") is not None:
        proof = f" (theo {row['document']})" if row.get("document") else ""
        said.append(f"{row['most']} suất{proof}")
    if row.get("base") is not None:
        proof = f" (theo {row['document']})" if row.get("document") and not said else ""
        said.append(f"căn cứ tính tỷ lệ {row['base']}{proof}")
    if row.get("reading"):
        place = (row["programme"], row["code"])
        said.append(reading_words(told.names.book(), *place, row["reading"]))
    return "; ".join(said) or "theo bộ luật"


def _proposal(told: Told) -> Words:
    """Một bước của đề nghị: whom, for what, where it stands now and what that rests on."""
    row = told.first("proposal")
    if row is None:
        return Words()
    now = row.now
    rests = "; ".join(_rests_on(told, now))
    said = f"{PROPOSAL_WORDS[now['state']]}{f' ({rests})' if rests else ''}"
    before = "" if row.is_new else PROPOSAL_WORDS[row.was["state"]]
    return Words(before, f"{_subject(told, now)} · {_aim_words(told, now)}: {said}")


def _aim_words(told: Told, row: Values) -> str:
    award = told.names.award(row["award"])
    if not row.get("programme"):
        return award
    code = limit_code(row.get("round_code", ""), row["group_code"])
    return f"{award}, {limit_words(told.names.book(), row['programme'], code)}"


def _rests_on(told: Told, row: Values) -> list[str]:
    """Bước này dựa vào đâu: the decision, the council, the vote, the verdict, what it uses."""
    state, said = row["state"], []
    day = f"ngày {row['day']:%d/%m/%Y}" if row.get("day") else ""
    if state is ProposalState.DECIDED:
        signer = f", {row['signer']} ký" if row.get("signer") else ""
        said.append(f"{' '.join(filter(None, ['quyết định', row['decision'], day]))}{signer}")
    elif state is ProposalState.CUT:
        said.append(", ".join(filter(None, [row["council"], day])))
    elif state is ProposalState.VOTED and row.get("vote_id"):
        votes, base = told.detail["votes"], told.detail["base"]
        said.append(f"«{told.names.vote(row['vote_id'])}»: {votes}/{base} phiếu")
    if row.get("verdict"):
        said.append(CONCLUSION_WORDS[Conclusion(json.loads(row["verdict"])["verdict"])])
    said += [
        f"dùng «{told.names.achievement(use.now['what'])}» năm {use.now['year']}"
        for use in told.of("achievement_use")
    ]
    return said


TELLERS: Mapping[str, Teller] = MappingProxyType(
    {
        "person.new": _person,
        "person.changed": _person,
        "fact.stated": _fact,
        "fact.withdrawn": _fact,
        "award.noted": _award,
        "award.changed": _award,
        "award.withdrawn": _award,
        "law.changed": _law,
        "law.removed": _law,
        "law.row_changed": _law,
        "law.row_read": _law,
        "quota.set": _quota,
        **{f"proposal.{state}": _proposal for state in ProposalState},
    }
)
