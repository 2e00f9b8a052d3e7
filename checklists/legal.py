"""The legal basis of a checklist: which texts its questions rest on, and which of them may be printed.

Rules: a text that nobody has held against the official one is shown to authors and never printed; nor is one
that was not in force on the day of the visit. Laws change within months, so everything here is data.
Must not know: documents, how a question is asked.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One legal text.

    `key`: what questions name it by; `so_ky_hieu`: its official number and symbol, `30/2020/NĐ-CP`; `ten`:
    its kind, issuer and subject as they are cited; `ngay_ban_hanh`: issued on; in force from `hieu_luc_tu` to
    `hieu_luc_den`, both inclusive. `verified_by` is who held it against the official text, and `verified_on`
    when.
    """

    key: str
    so_ky_hieu: str
    ten: str
    ngay_ban_hanh: date | None = None
    hieu_luc_tu: date | None = None
    hieu_luc_den: date | None = None
    verified_by: str | None = None
    verified_on: date | None = None

    @property
    def is_verified(self) -> bool:
        """Whether a person has held it against the official text."""
        return self.verified_by is not None and self.verified_on is not None

    def is_in_force(self, on: date) -> bool:
        """Whether it was in force on that day; not known means no."""
        if self.hieu_luc_tu is None or on < self.hieu_luc_tu:
            return False
        return self.hieu_luc_den is None or on <= self.hieu_luc_den


def printable(basis: tuple[LegalBasis, ...], on: date) -> tuple[LegalBasis, ...]:
    """The texts that an official document about a visit on that day may cite."""
    return tuple(each for each in basis if each.is_verified and each.is_in_force(on))
