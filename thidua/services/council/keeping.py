"""Hội đồng của khối: set up, its members named and let go; nothing is erased."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from sqlmodel import Session, select

from thidua.db import council_queries, dossier_queries
from thidua.db.tables import Block, CouncilMemberTable, CouncilTable
from thidua.domain.access.permissions import Permission, is_allowed, require
from thidua.domain.council.council import (
    Council,
    CouncilKind,
    CouncilLevel,
    CouncilMember,
    CouncilPosition,
    rule_fault,
)
from thidua.domain.ground.codes import code_key
from thidua.domain.ground.errors import NotFound, Refused, StaleEdit
from thidua.domain.ground.text import (
    LONGEST_CODE,
    LONGEST_NAME,
    LONGEST_TEXT,
    clean,
    folded,
    length_fault,
    without_marks,
)
from thidua.domain.period.period import BlockPeriod, Member
from thidua.domain.period.windows import day_of, vi_day
from thidua.domain.vote.vote import Base, parse_share
from thidua.services.ground import block_members
from thidua.services.ground.audit import Act, row_of, take_turn
from thidua.services.ground.work import Work

_FIRST_DAY = date(1990, 1, 1)
_ALONE = frozenset({CouncilPosition.CHAIR, CouncilPosition.FIRST_DEPUTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilWish:
    """Hội đồng như người ta gõ; shares are text, empty where no rule was set."""

    name: str
    kind: CouncilKind
    code: str = ""
    level: CouncilLevel = CouncilLevel.BASE
    unit: str = ""
    decision: str = ""
    decided: date | None = None
    begins: date | None = None
    ends: date | None = None
    office: str = ""
    helpers: str = ""
    share: str = ""
    above: bool = False
    base: Base = Base.MEMBERS
    quorum: str = ""
    substitutes: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberWish:
    """Thành viên như người ta gõ."""

    name: str
    position: CouncilPosition = CouncilPosition.MEMBER
    person: str = ""
    account: str = ""
    unit: str = ""
    begins: date | None = None
    ends: date | None = None


def listed(work: Work) -> tuple[Council, ...]:
    """Các hội đồng của khối, those withdrawn left out."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return tuple(one for one in unchecked(work.session, work.period) if not one.withdrawn)


def unchecked(session: Session, period: BlockPeriod) -> list[Council]:
    """Các hội đồng của khối, those withdrawn too, whoever asks."""
    return council_queries.councils(session, period)


def may_edit(work: Work) -> bool:
    """Được lập và ghi hội đồng ở kỳ này."""
    return is_allowed(work.actor, Permission.EDIT_COUNCIL, work.period)


def accounts(work: Work) -> dict[str, str]:
    """Tên của các tài khoản đang dùng, by sign-in name, for whoever names members."""
    require(work.actor, Permission.EDIT_COUNCIL, work.period)
    return council_queries.accounts(work.session)


def voters(work: Work) -> frozenset[str]:
    """Tài khoản bỏ phiếu hội đồng được trên phần mềm ở kỳ này."""
    require(work.actor, Permission.VIEW_VOTES, work.period)
    return council_queries.voters(work.session, work.period)


def write(work: Work, *, wish: CouncilWish, key: int | None = None, seen: int = 0) -> int:
    """Lập một hội đồng, or change one as it was `seen`; its key."""
    work = begin(work)
    known = unchecked(work.session, work.period)
    before = None if key is None else council_in(known, key)
    wish = tidied(wish)
    fault = council_fault(work, wish, known, key)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    if before is not None and before.version != seen:
        raise StaleEdit("Hội đồng vừa được người khác sửa; hãy xem lại.")
    fault = "" if before is None else changed_fault(work, before, wish)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    row, act = keep(work, wish, key)
    work.record(act)
    return row.id or 0


def keep(work: Work, wish: CouncilWish, key: int | None) -> tuple[CouncilTable, Act]:
    """Ghi một hội đồng đã soát, whoever asks; the act to be recorded."""
    row = None if key is None else work.session.get(CouncilTable, key)
    if row is None:
        row = CouncilTable(
            block_id=_block(work),
            code=wish.code,
            name=wish.name,
            kind=wish.kind,
            version=0,
            set_by="",
            set_at=work.now,
        )
    for name in ("name", "kind", "level", "unit", "decision", "begins", "ends"):
        setattr(row, name, getattr(wish, name))
    row.decided_on, row.office, row.helpers = wish.decided, wish.office, wish.helpers
    share, quorum = parse_share(wish.share), parse_share(wish.quorum)
    row.share, row.quorum = _kept(share), _kept(quorum)
    row.above, row.base, row.source = wish.above, wish.base, wish.source
    row.substitutes = wish.substitutes
    row.withdrawn = ""
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    return row, Act("council.written", rows=[row_of(row)])


def _kept(share: Fraction | None) -> str:
    return "" if share is None else str(share)


def withdraw(work: Work, *, key: int, seen: int, reason: str) -> None:
    """Thôi dùng một hội đồng, with the reason; its meetings stay."""
    work = begin(work)
    council = council_in(unchecked(work.session, work.period), key)
    if council.version != seen:
        raise StaleEdit("Hội đồng vừa được người khác sửa; hãy xem lại.")
    said = clean(reason)
    fault = length_fault(said, LONGEST_TEXT)
    if not said or fault:
        raise Refused(f"Lý do {fault}." if fault else "Cần ghi lý do thôi dùng hội đồng này.")
    if council_queries.under_way(work.session, key):
        raise Refused(
            "Hội đồng còn phiên họp chưa chốt, hoặc kết quả chưa ghi vào sổ và đề nghị, ở kỳ này "
            "hay kỳ khác; hãy làm xong hoặc hủy phiên ấy trước."
        )
    row = work.session.get_one(CouncilTable, key)
    row.withdrawn = said
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    work.record(Act("council.withdrawn", rows=[row_of(row)], reason=said))


def write_member(
    work: Work, *, council: int, wish: MemberWish, key: int | None = None, seen: int = 0
) -> int:
    """Ghi một thành viên, or change one; whoever leaves gets a last day and stays on the list."""
    work = begin(work)
    body = council_in(unchecked(work.session, work.period), council)
    before = next((one for one in body.members if one.key == key), None)
    if key is not None and before is None:
        raise NotFound
    if before is not None and before.version != seen:
        raise StaleEdit("Thành viên này vừa được người khác sửa; hãy xem lại.")
    wish = tidied_member(wish)
    fault = member_fault(work, body, wish, key) or voted_fault(work, council, before, wish)
    if fault:
        raise Refused(f"{fault[:1].upper()}{fault[1:]}.")
    row, act = keep_member(work, council, wish, key)
    work.record(act)
    return row.id or 0


def keep_member(
    work: Work, council: int, wish: MemberWish, key: int | None
) -> tuple[CouncilMemberTable, Act]:
    """Ghi một thành viên đã soát, whoever asks; the act to be recorded."""
    row = None if key is None else work.session.get(CouncilMemberTable, key)
    if row is None:
        row = CouncilMemberTable(
            council_id=council,
            name=wish.name,
            position=wish.position,
            version=0,
            set_by="",
            set_at=work.now,
        )
    for name in ("name", "position", "person", "account", "unit", "begins", "ends"):
        setattr(row, name, getattr(wish, name))
    row.version += 1
    row.set_by, row.set_at = work.actor.name, work.now
    work.session.add(row)
    work.session.flush()
    return row, Act("council.member_written", wish.unit, rows=[row_of(row)])


def begin(work: Work) -> Work:
    """Bắt đầu một việc của hội đồng: the right is asked, and nobody else records meanwhile."""
    work = work.require(Permission.EDIT_COUNCIL)
    take_turn(work.session)
    return work


def council_in(known: Sequence[Council], key: int) -> Council:
    """Hội đồng có khóa này, still in use; NotFound for any other."""
    for one in known:
        if one.key == key and not one.withdrawn:
            return one
    raise NotFound


def tidied(wish: CouncilWish) -> CouncilWish:
    """Bỏ chỗ thừa; without a code one is made of the name."""
    name = clean(wish.name)
    code = clean(wish.code) or without_marks(folded(name)).replace(" ", "-")[:LONGEST_CODE]
    return replace(
        wish,
        code=code,
        name=name,
        unit=clean(wish.unit),
        decision=clean(wish.decision),
        office=clean(wish.office),
        helpers=clean(wish.helpers),
        share=clean(wish.share),
        quorum=clean(wish.quorum),
        source=clean(wish.source),
    )


def tidied_member(wish: MemberWish) -> MemberWish:
    """Bỏ chỗ thừa."""
    return replace(
        wish,
        name=clean(wish.name),
        person=clean(wish.person),
        account=clean(wish.account),
        unit=clean(wish.unit),
    )


def council_fault(
    work: Work, wish: CouncilWish, known: Collection[Council], key: int | None
) -> str:
    """Chỗ sai của một hội đồng, without a stop; empty where all is well."""
    if not wish.name:
        return "cần ghi tên hội đồng"
    if not wish.decision or wish.decided is None:
        return "cần ghi số và ngày quyết định thành lập hội đồng"
    if not _FIRST_DAY <= wish.decided <= day_of(work.now):
        return f"ngày quyết định {vi_day(wish.decided)} chưa tới hoặc trước năm 1990"
    for what, text, most in (
        ("tên hội đồng", wish.name, LONGEST_NAME),
        ("mã hội đồng", wish.code, LONGEST_CODE),
        ("số quyết định", wish.decision, LONGEST_NAME),
        ("thường trực", wish.office, LONGEST_NAME),
        ("tổ giúp việc", wish.helpers, LONGEST_TEXT),
        ("văn bản quy định", wish.source, LONGEST_TEXT),
    ):
        fault = length_fault(text, most)
        if fault:
            return f"{what} {fault}"
    for one in known:
        if one.key != key and code_key(one.code) == code_key(wish.code):
            return f"đã có hội đồng mã «{one.code}»; hãy chọn nó để sửa, hoặc đặt mã khác"
    if wish.begins is not None and wish.ends is not None and wish.ends < wish.begins:
        return "«Đến ngày» phải sau «Từ ngày»"
    if wish.unit and wish.unit not in {one.code for one in _members(work)}:
        return f"không có đơn vị «{wish.unit}» trong {work.period.words}"
    return _rule_fault(wish)


def changed_fault(work: Work, before: Council, wish: CouncilWish) -> str:
    """Loại và cấp đứng yên khi còn việc đang xét: what may be laid before it, what it may grant."""
    is_same = (before.kind, before.level) == (wish.kind, wish.level)
    if is_same or not council_queries.under_way(work.session, before.key):
        return ""
    return (
        "hội đồng còn phiên họp chưa chốt hoặc kết quả chưa ghi nên giữ loại và cấp; hãy làm xong "
        "rồi đổi, hoặc lập hội đồng khác"
    )


def _rule_fault(wish: CouncilWish) -> str:
    if not wish.share:
        if wish.quorum or wish.source:
            return "ghi tỷ lệ có mặt hoặc căn cứ thì cần ghi cả tỷ lệ thông qua"
        return ""
    fault = rule_fault(parse_share(wish.share), wish.base, wish.source, wish.above)
    if not fault and wish.quorum and parse_share(wish.quorum) is None:
        fault = "tỷ lệ có mặt phải là tỷ lệ như 2/3, trên 0 và không quá 100 %"
    return fault


def member_fault(work: Work, body: Council, wish: MemberWish, key: int | None) -> str:
    """Chỗ sai của một thành viên, without a stop; empty where all is well."""
    if not wish.name:
        return "cần ghi họ tên thành viên"
    fault = length_fault(wish.name, LONGEST_NAME)
    if fault:
        return f"họ tên {fault}"
    if wish.begins is not None and wish.ends is not None and wish.ends < wish.begins:
        return "«Đến ngày» phải sau «Từ ngày»"
    if wish.unit and wish.unit not in {one.code for one in _members(work)}:
        return f"không có đơn vị «{wish.unit}» trong {work.period.words}; để trống nếu ở ngoài khối"
    if wish.account and wish.account not in council_queries.accounts(work.session):
        return f"không có tài khoản «{wish.account}» đang dùng; để trống nếu chưa có tài khoản"
    if wish.person and wish.person not in {one.code for one in dossier_queries.staff(work.session)}:
        return f"không có cá nhân mã «{wish.person}»; để trống nếu không có hồ sơ"
    return _double_fault(body, wish, key)


def _double_fault(body: Council, wish: MemberWish, key: int | None) -> str:
    """Một người hai lần, or two in a post that is one person's, at the same time."""
    mine = CouncilMember(
        key=key or 0,
        name=wish.name,
        position=wish.position,
        unit=wish.unit,
        begins=wish.begins,
        ends=wish.ends,
    )
    for one in body.members:
        if one.key == key or not overlap(one, mine):
            continue
        is_same = bool(wish.account) and one.account == wish.account
        is_same = is_same or (bool(wish.person) and one.person == wish.person)
        if is_same or (folded(one.name), one.unit) == (folded(wish.name), wish.unit):
            return f"«{one.name}» đã là thành viên trong thời gian ấy"
        if wish.position in _ALONE and one.position is wish.position:
            return f"«{one.title}» còn đương nhiệm; ghi ngày thôi giữ chức trước"
    return ""


def voted_fault(work: Work, council: int, before: CouncilMember | None, wish: MemberWish) -> str:
    """Danh sách thành viên của ngày đã bỏ phiếu đứng yên: nobody leaves it, nobody comes to it."""
    after = CouncilMember(
        key=0, name=wish.name, position=wish.position, begins=wish.begins, ends=wish.ends
    )
    for day, was_opened in council_queries.voted_on(work.session, council).items():
        if before is None or not before.sits_on(day):
            if was_opened and after.sits_on(day):
                return (
                    f"hội đồng đã bỏ phiếu ngày {vi_day(day)} khi người này chưa là thành viên; "
                    "ghi «Từ ngày» sau ngày ấy"
                )
        elif not (after.sits_on(day) and wish.account == before.account):
            return (
                f"hội đồng đã bỏ phiếu ngày {vi_day(day)} khi người này là thành viên; ghi ngày "
                "thôi sau ngày ấy, và giữ tài khoản đã ghi"
            )
    return ""


def overlap(one: CouncilMember | MemberWish, other: CouncilMember | MemberWish) -> bool:
    """Hai thời gian có ngày chung."""
    first, last = date.min, date.max
    return (one.begins or first) <= (other.ends or last) and (other.begins or first) <= (
        one.ends or last
    )


def _members(work: Work) -> Sequence[Member]:
    return block_members.members(work.session, work.period)


def _block(work: Work) -> int:
    code = work.period.block_code
    key = work.session.exec(select(Block.id).where(Block.code == code)).first()
    if key is None:
        raise NotFound
    return key
