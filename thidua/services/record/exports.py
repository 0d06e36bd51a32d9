"""Xuất tệp: what may leave the app as a workbook, for whom, from one reading of the record."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from thidua.db import queries
from thidua.domain.access.permissions import Permission, require
from thidua.domain.ground.errors import NotFound, Refused
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.roster import RosterRow
from thidua.domain.scoring.file import Stamp
from thidua.domain.scoring.sheet import Hand
from thidua.files.check_pack import BASIS, RANKING
from thidua.files.covenant.out import covenant_workbook
from thidua.files.record_pack import record_pack
from thidua.files.roster.out import roster_workbook
from thidua.files.scoring.template import flat_template
from thidua.files.scoring.template import score_template as unit_template
from thidua.files.summary.out import summary_workbook
from thidua.services.covenant import covenants
from thidua.services.ground import block_members
from thidua.services.ground.rights import allowed_units
from thidua.services.ground.work import Work
from thidua.services.period import organisers, rosters
from thidua.services.ranking import standings
from thidua.services.record import chained, fingerprints
from thidua.services.scoring import evidence, previews
from thidua.services.scoring.sheets import SCORING

_HAND_WORDS = {
    Hand.SELF: "tự chấm",
    Hand.CROSS: "chấm chéo",
    Hand.VERIFIED: "thẩm định",
}


def score_template(
    work: Work, *, hand: Hand, units: Sequence[str] | None = None, flat: bool = False
) -> bytes:
    """Tệp mẫu nhập điểm of these units, or of all: a sheet per unit, or one flat sheet.

    The file tells about the lines of these units and no others.
    """
    units = allowed_units(work.actor, SCORING[hand], work.period, units)
    members = _members(work.session, work.period, units)
    covenant = covenants.load(work.session, work.period)
    sheets = queries.sheets(work.session, work.period, hand)
    stamp = previews.stamp(work, hand=hand)
    given = _only(stamp, [member.code for member in members], tuple(covenant.criteria))
    title = f"Bảng điểm {_HAND_WORDS[hand]} · {work.period.block_name} · {work.period.when}"
    write = flat_template if flat else unit_template
    return write(covenant, members, sheets, given, title)


def _members(session: Session, period: BlockPeriod, units: Sequence[str] | None) -> list[Member]:
    members = block_members.members(session, period)
    if not members:
        raise Refused(f"{period.words} chưa có đơn vị thành viên.")
    if units is None:
        return members
    unknown = set(units) - {member.code for member in members}
    if unknown:
        listed = ", ".join(f"«{unit}»" for unit in sorted(unknown))
        name = period.words
        raise NotFound(f"{listed} không phải đơn vị thành viên của {name}.")
    return [member for member in members if member.code in units]


def _only(stamp: Stamp, units: Sequence[str], codes: Sequence[str]) -> Stamp:
    """Dấu thu hẹp: the lines of other units, whose digests could be guessed from, stay here."""
    keys = {Stamp.key(unit, code) for unit in units for code in codes}
    return replace(stamp, lines={key: line for key, line in stamp.lines.items() if key in keys})


def summary(work: Work, *, hand: Hand = Hand.VERIFIED) -> bytes:
    """Bảng tổng hợp của một kỳ, with every line of every unit."""
    require(work.actor, Permission.VIEW_STANDINGS, work.period)
    require(work.actor, Permission.VIEW_SHEET, work.period)
    board = standings.standings(work, hand=hand)
    if not board.members:
        raise Refused(f"{work.period.words} chưa có đơn vị thành viên.")
    sheets = standings.sheets_of(work.session, board)
    word = "" if hand is Hand.VERIFIED else f" (bản {_HAND_WORDS[hand]})"
    return summary_workbook(
        board.covenant,
        board.members,
        board.standings,
        {unit: sheet.entries for unit, sheet in sheets.items()},
        standings.explanations(work.session, board),
        f"Tổng hợp điểm thi đua{word} · {work.period.block_name} · {work.period.when}",
        is_provisional=board.provisional,
    )


def covenant(work: Work, *, version: int | None = None) -> bytes:
    """Sổ giao ước of the version named, or the one in force."""
    draft = covenants.draft(work, version=version)
    if not draft.criteria:
        raise NotFound(f"{work.period.words} không có bản giao ước {version}.")
    return covenant_workbook(draft)


def record(work: Work) -> bytes:
    """Gói nhật ký của một kỳ: record, standings, covenant, and the program that verifies them.

    Entries of other periods are there as seals without content, so that the chain can be followed
    and nobody reads what is not theirs.
    """
    lines = chained.shown(work)
    return record_pack(
        lines,
        chained.shown_names(work.session, lines),
        {
            RANKING: standings_text(work),
            "giao-uoc.xlsx": covenant(work),
            "minh-chung.json": evidence_text(work),
        },
        {
            "block": work.period.block_code,
            "year": str(work.period.year),
            "fingerprint": fingerprints.period_fingerprint(work),
            BASIS: fingerprints.basis(work),
        },
    )


def standings_text(work: Work) -> bytes:
    """Bảng xếp hạng cho máy đọc, as the command line prints it."""
    found = standings.standings_json(work.session, standings.standings(work))
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def evidence_text(work: Work) -> bytes:
    """Danh sách minh chứng, every version with its digest; the contents stay on the server.

    It goes with the record, for whoever may see that. Of what this person may not open it tells
    the digest and the level, no name and no address.
    """
    require(work.actor, Permission.VIEW_RECORD, work.period)
    listed = evidence.unchecked_versions(work.session, work.period)
    shown = {
        id(item): item
        if evidence.may_open(work, item.unit, item.level, ())
        else replace(item.masked(), size=item.size, sha256=item.sha256)
        for item in listed
    }
    rows = [
        {
            "unit": item.unit,
            "kind": item.kind,
            "title": item.title,
            "url": item.url,
            "file_name": item.file_name,
            "size": item.size,
            "sha256": item.sha256,
            "version": item.version,
            "level": item.level,
            "added_by": item.added_by,
            "added_at": item.added_at.isoformat(),
        }
        for item in shown.values()
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode()


def roster(work: Work) -> bytes:
    """Danh sách đơn vị của một kỳ."""
    members = rosters.members(work)
    organiser = organisers.of_period(work)
    return roster_workbook(
        [
            RosterRow(
                work.period.block_code,
                work.period.block_name,
                member.code,
                member.name,
                member.short_name,
                member.kind,
                work.period.year,
                organiser=organiser,
            )
            for member in members
        ]
    )
