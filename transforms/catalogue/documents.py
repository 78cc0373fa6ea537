"""The documents that directed the work: what was issued, when and by whom."""

from transforms import figures
from transforms.catalogue.base import Day, Declared, Text


class Document(Declared):
    """A row of documents.csv: an issued document, told in the report of the period it is from."""

    kind: Text
    number: Text
    date: Day
    title: Text
    issuer: Text

    @property
    def name(self) -> str:
        """As officials cite it: kind, number, date and issuer (Decree 30/2020, annex I, II.6.b)."""
        return f"{self.kind} số {self.number} {figures.long_day(self.date)} của {self.issuer}"
