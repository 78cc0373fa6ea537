"""Who issues the report, and on what grounds."""

import datetime as dt

from pydantic import Field as Key

from transforms.catalogue.base import Day, Declared, Text, Year


class LegalBase(Declared):
    """A document the report rests on, cited from the year in which it is in force."""

    text: Text
    valid_from: Day
    valid_to: Day | None = None


class Issuer(Declared):
    """Who issues the report: title block, recipients, signature (Decree 30/2020, annex I)."""

    valid_from: Day
    valid_to: Day | None = None
    parent_name: Text
    name: Text
    title_name: Text
    symbol: Text
    place: Text
    province: Text
    scheme: Text
    addressees: tuple[Text, ...] = Key(min_length=1)
    recipients: tuple[Text, ...]
    archive: Text
    authority: tuple[Text, ...]
    signer: str = ""

    def is_in_force(self, day: dt.date) -> bool:
        """Whether this issuer signs on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class IssuerRules(Declared):
    """issuer.toml: the department, whether it is a demonstration, and who issues when.

    ``subject`` is what the tables' results are about, in their titles; may be blank.
    """

    department: Text
    subject: str = ""
    demo: bool = False
    demo_year: Year | None = None
    issuers: tuple[Issuer, ...] = Key(min_length=1)
    legal_bases: tuple[LegalBase, ...] = ()
