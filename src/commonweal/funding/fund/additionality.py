"""Additionality: whether money is new, or replaces public money that was cut."""

from dataclasses import dataclass
from typing import Literal

from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say

Verdict = Literal["replaces public money", "more than the cut", "new money", "nothing new"]


@dataclass(frozen=True, slots=True)
class Additionality:
    """Public money for one purpose, before and now, and the new money beside it; each in pence a year.

    Attributes:
        before: public money that went to the purpose before.
        now: public money that goes to it now, without the new money.
        new: the new money for the same purpose.

    Examples:
        >>> Additionality(Pence(90_000_000), Pence(60_000_000), Pence(30_000_000)).verdict
        'replaces public money'
        >>> Additionality(Pence(90_000_000), Pence(60_000_000), Pence(30_000_001)).verdict
        'more than the cut'
    """

    before: Pence
    now: Pence
    new: Pence

    @property
    def cut(self) -> Pence:
        """What was cut: 0 where public money stayed as it was or grew."""
        return Pence(max(self.before - self.now, 0))

    @property
    def total(self) -> Pence:
        """All that goes to the purpose now."""
        return Pence(self.now + self.new)

    @property
    def verdict(self) -> Verdict:
        """What the new money is: it replaces public money unless it is more than was cut."""
        if self.cut:
            return "more than the cut" if self.new > self.cut else "replaces public money"
        return "new money" if self.new else "nothing new"

    def sentence(self) -> Sentence:
        """Say it so that nobody can miss it."""
        before, now, new = (Amount.of_pence(sum_) for sum_ in (self.before, self.now, self.new))
        cut, total = Amount.of_pence(self.cut), Amount.of_pence(self.total)
        if self.verdict == "replaces public money":
            return say(
                "This replaces public money: {before} a year went to the same purpose before and {now} goes to it now, "
                "a cut of {cut}. The new money is {new}, which is not more than the cut. In all there is {total}.",
                before=before,
                now=now,
                cut=cut,
                new=new,
                total=total,
            )
        if self.verdict == "more than the cut":
            return say(
                "New money exceeds the cut: {before} a year went to the same purpose before and {now} goes to it now, "
                "a cut of {cut}. The new money is {new}. In all there is {total}.",
                before=before,
                now=now,
                cut=cut,
                new=new,
                total=total,
            )
        if self.verdict == "new money":
            return say(
                "This is new money: public money for the same purpose was not cut ({before} a year before, {now} now). "
                "The new money is {new}. In all there is {total}.",
                before=before,
                now=now,
                new=new,
                total=total,
            )
        return say(
            "There is no new money: {before} a year went to the same purpose before, and {now} goes to it now.",
            before=before,
            now=now,
        )
