"""What a mail of the campaign says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A mail's subject and its text: paragraphs parted by blank lines, ``- `` before an item."""

    subject: str
    body: str
