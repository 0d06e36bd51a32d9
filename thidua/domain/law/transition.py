"""Chuyển tiếp: which of two texts applies to a dossier hangs on the day it was accepted."""

from dataclasses import dataclass
from datetime import date, timedelta

from thidua.domain.dossier.facts import FactKind
from thidua.domain.law.law import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Điều khoản chuyển tiếp: a dossier accepted before `citation` is in force keeps the old text.

    `amends` is the document whose rules it is about, `fact` the day of acceptance. Where `better`
    is set, the new text applies to an earlier dossier too when it is more favourable.
    """

    code: str
    text: str
    amends: str
    fact: FactKind
    citation: Citation
    better: bool = True

    @property
    def boundary(self) -> date:
        """Ngày đầu của văn bản mới."""
        return self.citation.span.start

    @property
    def eve(self) -> date:
        """Ngày cuối của văn bản cũ."""
        return self.boundary - timedelta(days=1)
