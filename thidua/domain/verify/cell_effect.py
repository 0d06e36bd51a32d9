"""Ảnh hưởng của một ô: the nearest values that would change a place, and how to say so."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thidua.domain.ground.points import vi_number
from thidua.domain.verify.case import Move, Name, place_words


@dataclass(frozen=True, slots=True)
class Turn:
    """Chỗ đổi: from this value on, the places of these units are others than now."""

    value: Decimal
    moves: tuple[Move, ...]

    def own(self, unit: str) -> Move | None:
        """Đơn vị của ô, if its own place is another."""
        return next((move for move in self.moves if move.unit == unit), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEffect:
    """Ảnh hưởng của một ô: which values, above and below the present one, would change a place.

    `reviewer` is empty for a settled line. `up` and `down` hold the nearest such value; where it
    makes a tie for this unit, also the next that changes anything again. Of a whole effect they
    hold every such value, going away from the present one.
    """

    unit: str
    criterion: str
    reviewer: str
    value: Fraction
    least: Decimal
    most: Decimal
    up: tuple[Turn, ...] = ()
    down: tuple[Turn, ...] = ()

    @property
    def smallest(self) -> Fraction | None:
        """Thay đổi nhỏ nhất có tác dụng, in points; None where no value changes anything."""
        sides = (turns for turns in (self.up, self.down) if turns)
        return min((abs(Fraction(turns[0].value) - self.value) for turns in sides), default=None)

    def raised(self, name: Name = str) -> str:
        """Khi tăng: «đồng hạng 1 khi từ 33 trở lên»; empty if nothing changes."""
        return "; ".join(self._words(turn, "lên", name) for turn in self.up)

    def lowered(self, name: Name = str) -> str:
        """Khi giảm."""
        return "; ".join(self._words(turn, "xuống", name) for turn in self.down)

    def nearest(self, name: Name = str) -> str:
        """Phía gần nhất: rising or falling, whichever needs the smaller change; rising if equal."""
        sides = ((self.up, self.raised(name)), (self.down, self.lowered(name)))
        known = [
            (abs(Fraction(turns[0].value) - self.value), said) for turns, said in sides if turns
        ]
        return min(known, key=lambda pair: pair[0])[1] if known else self.words(name)

    def words(self, name: Name = str) -> str:
        """Bằng lời; «không đổi hạng trong khoảng 0–40» where no value decides anything."""
        said = [text for text in (self.raised(name), self.lowered(name)) if text]
        between = f"{vi_number(self.least)}–{vi_number(self.most)}"
        return "; ".join(said) or f"không đổi hạng trong khoảng {between}"

    def _words(self, turn: Turn, way: str, name: Name) -> str:
        own = turn.own(self.unit)
        move = turn.moves[0] if own is None else own
        said = place_words(move)
        if own is None or not move.after.tied:
            said = f"{name(move.unit)} {said}"
        return f"{said} khi từ {vi_number(turn.value)} trở {way}"
