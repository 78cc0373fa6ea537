"""How long each class of data is kept, as the catalogue declares it."""

import datetime as dt

from pydantic import Field as Key
from pydantic import ValidationInfo, field_validator

from transforms.catalogue.base import Declared, Text
from transforms.catalogue.faults import Wrong


class Term(Declared):
    """A class of data: kept for so many whole years after the one that it is of."""

    title: Text
    years: int = Key(ge=1, le=100)
    basis: Text

    def last_due(self, today: dt.date) -> int:
        """The last year whose data have passed their retention."""
        return today.year - self.years - 1


class Retention(Declared):
    """The terms by class: what is on persons, who looked at it, mails, edited texts.

    Mails and texts without a term are kept. Texts stay at least as long as the data on persons: a
    year that can be made again is made with its words.
    """

    persons: Term
    access: Term
    mails: Term | None = None
    texts: Term | None = None

    @field_validator("texts")
    @classmethod
    def _not_before_persons(cls, texts: Term | None, info: ValidationInfo) -> Term | None:
        persons = info.data.get("persons")
        if texts and persons and texts.years < persons.years:
            raise Wrong(f"ngắn hơn [persons] ({persons.years} năm): năm ấy còn lập lại được")
        return texts

    def last_due(self, today: dt.date) -> dict[str, int | None]:
        """By class of single entries, the last year that is due; None: such are kept."""
        terms = {"access": self.access, "mails": self.mails, "texts": self.texts}
        return {kind: term.last_due(today) if term else None for kind, term in terms.items()}
