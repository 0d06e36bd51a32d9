"""Lời đã nhận thì phải dùng: what is filled is read somewhere, or is listed here with the reason.

What is taken in from a workbook or the law book and looked at by nobody is a promise not kept. A
field of a frozen dataclass of `thidua/domain` counts as read where its name is taken as an
attribute in a function that does not itself make the class, in a file that names the class or
imports from one that does. A module before the dot (`st.form`) is no reading. What this cannot see:
two classes with a field of one name that meet in one file.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlmodel import SQLModel

from thidua.db import tables

ROOT = Path(__file__).parents[1]
FOLDERS = ("thidua", "pages")

EXCEPTIONS = {
    "Outlook.least": "orders the list in the function that makes it; the chances are what is shown",
    "Outlook.most": "orders the list in the function that makes it; the chances are what is shown",
}
"""Trường không ai đọc mà vẫn giữ: why, by «Class.field»."""

KEPT_FOR_THE_RECORD = {
    "who did something and when, beside the entry of the record that says the same": """
        BlockOrganiserRow.set_at BlockOrganiserRow.set_by
        CouncilAttendanceTable.set_at CouncilAttendanceTable.set_by CouncilItemTable.carried_by
        CouncilItemTable.set_at CouncilMeetingTable.set_at CouncilMeetingTable.set_by
        CouncilMemberTable.set_at CouncilMemberTable.set_by CouncilRecusalTable.set_at
        CouncilRecusalTable.set_by CouncilTable.set_at CouncilTable.set_by
        Consideration.set_by DocumentText.set_at DocumentText.set_by
        Evidence.ended_by EvidenceUse.ended_by IssuedDocumentRow.set_at IssuedDocumentRow.set_by
        LetterheadRow.set_at LetterheadRow.set_by MeetingPoint.set_at
        MeetingPoint.set_by MovementLife.set_at MovementLife.set_by OfficeHolder.set_at
        OfficeHolder.set_by PaperScan.ended_by PaperTemplate.set_at
        PaperTemplate.set_by SubstituteRow.ended_by SubstituteRow.named_at
        ParticipationTable.received_at ParticipationTable.sent_at ParticipationTable.set_at
        ParticipationTable.set_by PlaceStandardTable.confirmed_at PlaceStandardTable.entered_at
        PlaceStandardTable.reason PlaceTable.reason PlaceTable.set_at PlaceTable.set_by
        PlaceTraitTable.set_at PlaceTraitTable.set_by
        ProposalPaperTable.confirmed_at ProposalPaperTable.set_at ProposalPaperTable.set_by
        ProposalPaperTable.there_at ProposalTransferTable.set_at
        ProposalTransferTable.set_by QuotaShareTable.set_at QuotaShareTable.set_by
        PaperCount.confirmed_at PaperCount.entered_at Recusal.ended_by ReportDutyRow.set_at
        ReportDutyRow.set_by ReportHandInRow.received_at ReportHandInRow.set_at
        ReportHandInRow.set_by SourceNumberRow.set_at
        SourceNumberRow.set_by TaskDone.set_at TaskDone.set_by ReturnNote.returned_at
        ReturnNote.returned_by ReviewAssignment.set_by ReviewPlan.set_at ReviewPlan.set_by
        RoleGrant.ended_by RoleGrant.granted_at RoleGrant.granted_by ScoreLine.confirmed_at
        ScreenLinkRow.withdrawn_by
        ScoreLine.on_behalf_of ScoreSheet.submitted_by ScoreSheet.verified_at
        ScoreSheet.verified_by TargetValue.set_at TargetValue.set_by Vote.opened_by Vote.set_at
    """,
    "what was supposed, as values, beside the words that people read": """
        SuppositionRow.hypotheses
    """,
    "what was sent to whom, for whoever has to show it later": """
        Reminder.block_year_id Reminder.body Reminder.sent_at Reminder.sent_by Reminder.sent_to
        Reminder.unit_id
    """,
    "who stated why personal data are kept, and when it was entered what was asked": """
        PersonalGround.set_at PersonalGround.set_by PersonalRequestRow.entered_at
    """,
}
"""Cột chỉ ghi lại mà phần mềm không đọc, by why it is kept."""


def sources() -> dict[str, str]:
    """Mọi tệp mã, by the name of its module."""
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path.read_text(encoding="utf-8")
    return found


@dataclass(frozen=True)
class Parsed:
    """Một tệp đã đọc: what it may import, the names in it, and each attribute that it reads.

    A read has the name before its dot, where there is one, and the classes that the function around
    it makes.
    """

    tree: ast.Module
    imported: frozenset[tuple[str, str]]
    aliases: frozenset[str]
    names: frozenset[str]
    reads: tuple[tuple[str, str, frozenset[str]], ...]


@cache
def parsed(text: str) -> Parsed:
    """Đọc một tệp."""
    tree = ast.parse(text)
    imported: set[tuple[str, str]] = set()
    aliases: set[str] = set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            imported |= {
                (f"{node.module}.{one.name}", one.asname or one.name) for one in node.names
            }
            imported.add((node.module, ""))
        elif isinstance(node, ast.Import):
            aliases |= {one.asname or one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.ClassDef):
            names.add(node.name)
    reads: list[tuple[str, str, frozenset[str]]] = []
    _note_reads(tree, frozenset(), reads)
    return Parsed(tree, frozenset(imported), frozenset(aliases), frozenset(names), tuple(reads))


def _note_reads(
    tree: ast.AST, made: frozenset[str], reads: list[tuple[str, str, frozenset[str]]]
) -> None:
    for node in ast.iter_child_nodes(tree):
        within = made
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
            within = made | {one.id for one in calls if isinstance(one, ast.Name)}
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            before = node.value.id if isinstance(node.value, ast.Name) else ""
            reads.append((node.attr, before, within))
        _note_reads(node, within, reads)


class Code:
    """Toàn bộ mã: which files are near a class, and who reads what outside of where it is made."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.files = {name: parsed(text) for name, text in texts.items()}
        self.imports = {
            name: {module for module, _ in one.imported if module in self.files}
            for name, one in self.files.items()
        }
        self.reads: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for name, one in self.files.items():
            modules = one.aliases | {
                said for module, said in one.imported if said and module in self.files
            }
            for field, before, made in one.reads:
                if before not in modules:
                    self.reads[field].append((name, made))

    def near(self, name: str) -> set[str]:
        """Các tệp có thể cầm một giá trị của lớp này."""
        naming = {module for module, one in self.files.items() if name in one.names}
        return naming | {module for module, others in self.imports.items() if others & naming}

    def is_read(self, name: str, field: str, near: set[str]) -> bool:
        """Có chỗ đọc trường này ngoài chỗ làm ra nó."""
        return any(module in near and name not in made for module, made in self.reads[field])


def fields(code: Code) -> Iterator[tuple[str, str]]:
    """Mọi trường của các dataclass đóng băng trong miền."""
    for module, one in code.files.items():
        if not module.startswith("thidua.domain"):
            continue
        for node in one.tree.body:
            if isinstance(node, ast.ClassDef) and any(map(_freezes, node.decorator_list)):
                for line in node.body:
                    if (
                        isinstance(line, ast.AnnAssign)
                        and isinstance(line.target, ast.Name)
                        and not ast.unparse(line.annotation).startswith(("ClassVar", "KW_ONLY"))
                    ):
                        yield node.name, line.target.id


def _freezes(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "dataclass"
        and any(one.arg == "frozen" for one in decorator.keywords)
    )


def unread_fields(texts: Mapping[str, str]) -> set[str]:
    """Các trường không ai đọc, «Class.field»."""
    code = Code(texts)
    found = list(fields(code))
    near = {name: code.near(name) for name, _ in found}
    return {f"{name}.{field}" for name, field in found if not code.is_read(name, field, near[name])}


def unread_columns(texts: Mapping[str, str]) -> set[str]:
    """Các cột mà không tệp nào nhắc tới bảng lại đọc; keys, which the database joins by, apart."""
    code = Code({name: text for name, text in texts.items() if ".migrations" not in name})
    found = set()
    for name, table in vars(tables).items():
        if not (isinstance(table, type) and issubclass(table, SQLModel)):
            continue
        naming = {
            module
            for module, one in code.files.items()
            if name in one.names and not module.startswith("thidua.db.tables")
        }
        found |= {
            f"{name}.{column}"
            for column in table.model_fields
            if column != "id" and not any(module in naming for module, _ in code.reads[column])
        }
    return found


def test_every_field_of_the_domain_is_read_somewhere():
    assert unread_fields(sources()) == set(EXCEPTIONS)


def test_every_column_is_read_or_listed_as_kept_for_the_record():
    listed = {column for columns in KEPT_FOR_THE_RECORD.values() for column in columns.split()}

    assert unread_columns(sources()) == listed


PLANTED = '''
from dataclasses import dataclass
from thidua.domain.covenant.covenant import Covenant

@dataclass(frozen=True, slots=True)
class Planted:
    """Trồng vào."""

    looked_at: str
    st: str
    promised: str
    title: str

def read_planted(texts: list[str]) -> Planted:
    found = Planted(*texts)
    assert found.promised
    return found
'''
READER = """
import streamlit as st
from thidua.domain.planted import read_planted

def words(texts: list[str]) -> str:
    return read_planted(texts).looked_at + str(st.promised)
"""
FAR = """
def words(other) -> str:
    return other.promised
"""


def test_a_promise_that_nothing_keeps_is_named():
    """Read only where it is made, or from something else of that name, is not read."""
    code = sources()
    before = unread_fields(code)
    code |= {"thidua.domain.planted": PLANTED, "thidua.ui.near": READER, "thidua.ui.far": FAR}

    assert unread_fields(code) - before == {
        "Planted.promised",
        "Planted.st",
        "Planted.title",
    }


def test_taking_a_use_away_is_noticed():
    """Words that only the page of movements shows are found out once it does so no more."""
    code = sources()
    del code["thidua.frames.movement.plan"]

    assert {"PlanForm.decides"} <= unread_fields(code)
