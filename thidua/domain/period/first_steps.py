"""Các bước đầu của một kỳ: what has to be there before anybody can score."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Các bước đầu: which of the four are done, in the order in which they are taken.

    `accounts` says that every unit has an officer who can sign in, `deadlines` that a stage has a
    last day.
    """

    units: bool = False
    covenant: bool = False
    accounts: bool = False
    deadlines: bool = False

    @property
    def done(self) -> tuple[bool, bool, bool, bool]:
        """Từng bước đã xong chưa."""
        return self.units, self.covenant, self.accounts, self.deadlines
