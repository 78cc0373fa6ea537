"""How long each class of data is kept, as the catalogue declares it."""

import datetime as dt

from pydantic import Field as Key

from transforms.catalogue.base import Declared, Text


class Term(Declared):
    """A class of data: kept for so many whole years after the one that it is of."""

    title: Text
    years: int = Key(ge=1, le=100)
    basis: Text

    def last_due(self, today: dt.date) -> int:
        """The last year whose data have passed their retention."""
        return today.year - self.years - 1


class Retention(Declared):
    """The terms by class: what is on persons, and who looked at it."""

    persons: Term
    access: Term
