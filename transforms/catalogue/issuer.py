"""Who issues the report, and on what grounds."""

import datetime as dt

from pydantic import Field as Key
from pydantic import model_validator

from transforms.catalogue.base import Day, Declared, Line, Text, Year
from transforms.catalogue.faults import Wrong


class LegalBase(Declared):
    """A document that directs the work: told in the year that it is from, with what it is about.

    One that ``is_plan`` is what the report says it carries out, while it is in force.
    """

    text: Text
    about: str = ""
    valid_from: Day
    valid_to: Day | None = None
    is_plan: bool = False


class Issuer(Declared):
    """Who issues the report: title block, recipients, signature (Decree 30/2020, annex I).

    ``title_lines`` is ``title_name`` as it breaks in the title block, where it is long.
    """

    valid_from: Day
    valid_to: Day | None = None
    parent_name: Text
    name: Text
    title_name: Text
    title_lines: tuple[Text, ...] = ()
    symbol: Text
    place: Text
    scheme: Text
    addressees: tuple[Text, ...] = Key(min_length=1)
    recipients: tuple[Text, ...] = Key(min_length=1)
    archive: Text
    authority: tuple[Text, ...] = Key(min_length=1)
    signer: Line = ""

    @model_validator(mode="after")
    def _refuse_another_name(self) -> "Issuer":
        if self.title_lines and " ".join(self.title_lines) != self.title_name:
            raise Wrong("title_lines ghép lại không đúng title_name")
        return self

    def is_in_force(self, day: dt.date) -> bool:
        """Whether this issuer signs on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class IssuerRules(Declared):
    """issuer.toml: the department, whether it is a demonstration, and who issues when.

    ``subject`` is what the tables' results are about, in their titles; may be blank.
    """

    department: Text
    subject: Line = ""
    demo: bool = False
    demo_year: Year | None = None
    issuers: tuple[Issuer, ...] = Key(min_length=1)
    legal_bases: tuple[LegalBase, ...] = ()
