"""What the department says of its units' texts; no sentence stands here as it was written."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """One clause in the department's words, and the codes of the units whose texts say it.

    ``note`` tells how many they are where it is more than one. What the Office wrote stands as it
    is: without note and full stop of ours.
    """

    text: str
    units: list[str]
    note: str
    is_written: bool = False

    @property
    def line(self) -> str:
        """The clause as it is printed."""
        if self.is_written:
            return self.text
        return f"{self.text} ({self.note})." if self.note else f"{self.text}."


@dataclass(frozen=True)
class Limitation:
    """A row of the table of limitations: a theme, with the units that named any of it.

    ``limitations``, ``causes`` and ``remedies`` are the text of a cell, a line for each.
    """

    theme: str
    limitations: str
    causes: str
    remedies: str
    units: list[str]
    count: str


@dataclass(frozen=True)
class Request:
    """What is asked of one addressee outside the department."""

    addressee: str
    items: list[Named]


@dataclass(frozen=True)
class Synthesis:
    """Everything that is taken from texts, each list with what most units say first."""

    strengths: list[Named]
    limitations: list[Limitation]
    tasks: list[Named]
    requests: list[Request]

    @property
    def has_remedies(self) -> bool:
        """Whether the table of limitations says what shall help."""
        return any(row.remedies for row in self.limitations)
