"""Receipts: what arrived, from where, and when."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

How = Literal["recorded", "register", "modified", "first_seen"]


@dataclass(frozen=True)
class Arrived:
    """When a file came and how that is known; its own time and the first sight stay beside it."""

    received_at: datetime
    how: How
    modified_at: datetime | None = None
    first_seen_at: datetime | None = None
    register_number: str | None = None


@dataclass(frozen=True)
class Receipt:
    """A source address and the bytes it held.

    The address is the path below the inbox (``uploads/…`` below the uploads), so that an inbox
    found at another mount point brings no file a second time.
    """

    source: str
    sha256: str
    arrived: Arrived

    @property
    def submission_id(self) -> str:
        """Derived from the receipt: the same address with the same bytes is the same submission."""
        key = f"{self.source}\n{self.sha256}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(key).hexdigest()[:32]


@dataclass(frozen=True)
class Landed:
    """A receipt as the warehouse keeps it."""

    submission_id: str
    sha256: str
    source: str
    arrived: Arrived

    @property
    def received_at(self) -> datetime:
        """When it arrived."""
        return self.arrived.received_at
