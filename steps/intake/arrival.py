"""When a file arrived: as a steward recorded it, by the register, by its own time, when first seen.

It is told once, with the receipt. A time that cannot be is not believed (F14): one after the file
was seen here, or before the campaign of its year was opened.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from steps.intake.receipts import Arrived, Landed
from steps.storage.entries import Entry
from transforms.catalogue import TIME_ZONE, Rules
from transforms.reading.register import REGISTER, Arrival, file_key, read_register
from transforms.reading.submission import Reading
from transforms.rules.findings import Finding, make_finding

MOST_BYTES = 1 << 22  # of a register: some ten thousand lines
SKEW = timedelta(minutes=5)  # by which the clock of a file server may be ahead
log = logging.getLogger(__name__)


def is_register(entry: Entry) -> bool:
    """Whether an entry of an inbox is the register of its folder, and no submission."""
    return PurePosixPath(entry.address).name.casefold() == REGISTER


def read_registers(entries: Iterable[tuple[str, Entry]], now: datetime) -> dict[str, Arrival]:
    """The arrivals that registers note, by address as it is compared; registers with theirs.

    Lines that say nothing usable, or a time to come, are told by number and not believed.
    """
    arrivals: dict[str, Arrival] = {}
    for address, entry in entries:
        content = b"".join(entry.blocks())[:MOST_BYTES]
        folder = str(PurePosixPath(address).parent)
        noted, unusable = read_register(content)
        for name, arrival in noted.items():
            arrivals[file_key(f"{folder}/{name}")] = arrival
        to_come = [name for name, arrival in noted.items() if arrival.received_at > now + SKEW]
        for name in to_come:
            del arrivals[file_key(f"{folder}/{name}")]
        if unusable or to_come:
            log.warning(
                "Sổ đến %s: bỏ qua %d dòng không đọc được (dòng %s) và %d dòng có ngày ở tương lai",
                REGISTER, len(unusable), ", ".join(map(str, unusable[:20])) or "-", len(to_come),
            )  # fmt: skip
    return arrivals


def arrived(
    address: str, modified: datetime, seen: datetime, registers: dict[str, Arrival]
) -> Arrived:
    """When a file arrived, as far as can be told before it is read."""
    if arrival := registers.get(file_key(address)):
        return Arrived(arrival.received_at, "register", modified, seen, arrival.number)
    if modified > seen + SKEW:
        return Arrived(seen, "first_seen", modified, seen)
    return Arrived(modified, "modified", modified, seen)


def with_arrival(receipt: Landed, reading: Reading) -> Landed:
    """The receipt as it stands once its year is told: no file of a campaign is older than it."""
    calendar = reading.catalogue.calendar if reading.catalogue else None
    told = receipt.arrived
    if calendar is None or told.how != "modified" or told.first_seen_at is None:
        return receipt
    opening = datetime.combine(calendar.campaign_start, datetime.min.time(), TIME_ZONE)
    if told.received_at >= opening:
        return receipt
    return replace(receipt, arrived=replace(told, received_at=told.first_seen_at, how="first_seen"))


def note_impossible(receipt: Landed, rules: Rules) -> list[Finding]:
    """F14 where the file's own time was not believed; for the steward alone."""
    told = receipt.arrived
    if told.how != "first_seen" or told.modified_at is None:
        return []
    own = f"{told.modified_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    seen = f"{told.received_at.astimezone(TIME_ZONE):%H:%M ngày %d/%m/%Y}"
    return [make_finding(rules, "F14", expected=f"{own}; tính là nhận lúc {seen}")]


def arrival_rows(receipts: Iterable[Landed]) -> list[dict[str, Any]]:
    """What the warehouse notes of receipts whose own time was not believed."""
    return [
        {
            "submission_id": receipt.submission_id,
            "received_at": receipt.received_at,
            "arrival": receipt.arrived.how,
        }
        for receipt in receipts
        if receipt.arrived.how == "first_seen"
    ]
