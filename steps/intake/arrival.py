"""When a file arrived: as a steward recorded it, by the register, by its own time, when first seen.

It is told once, with the receipt. A time that cannot be is not believed (F14): one after the file
was seen here, or before the campaign of its year was opened.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from steps.intake.receipts import Arrived, Landed
from steps.settings import Settings
from steps.storage.entries import Entry
from steps.storage.source import list_files, places
from transforms.catalogue import TIME_ZONE, Rules
from transforms.reading.register import REGISTER, Arrival, file_key, find_key, read_register
from transforms.reading.submission import Reading
from transforms.rules.findings import Finding, make_finding

MOST_BYTES = 1 << 22  # of a register: some ten thousand lines
MOST_LINES = 20  # of a register that are told by number
SKEW = timedelta(minutes=5)  # by which the clock of a file server may be ahead


def is_register(entry: Entry) -> bool:
    """Whether an entry of an inbox is the register of its folder, and no submission."""
    return PurePosixPath(entry.address).name.casefold() == REGISTER


def read_registers(
    entries: Iterable[tuple[str, Entry]], files: Iterable[str], now: datetime
) -> tuple[dict[str, Arrival], list[str]]:
    """The arrivals that registers note, by address as it is compared; and what stewards are told.

    ``entries`` are the registers with their addresses, ``files`` the addresses of all else. Lines
    that say nothing usable or a time to come, or match no file, are told by number (a file's name
    may be a person's) and not believed.
    """
    present = {file_key(address) for address in files}
    arrivals: dict[str, Arrival] = {}
    told: list[str] = []
    for address, entry in entries:
        content = b"".join(entry.blocks())[:MOST_BYTES]
        folder = str(PurePosixPath(address).parent)
        noted, unusable = read_register(content)
        to_come = [arrival.line for arrival in noted.values() if arrival.received_at > now + SKEW]
        strange, found = [], {}
        for name, arrival in sorted(noted.items(), key=lambda pair: -pair[0].count("/")):
            key = find_key(name, folder, present)
            if key is None:
                strange.append(arrival.line)
            elif arrival.line not in to_come:
                found[key] = arrival
        arrivals |= found
        problems = (
            ("không ứng với tệp nào trong thư mục", strange),
            ("không đọc được tên tệp hay ngày đến", unusable),
            ("có ngày đến ở tương lai", to_come),
        )
        told += [
            f"Sổ đến {REGISTER}: {_lines(lines)} {problem}; hãy sửa sổ, nếu không tệp được "
            "tính theo giờ của chính nó"
            for problem, lines in problems
            if lines
        ]
    return arrivals, told


def told_of_registers(settings: Settings, now: datetime) -> tuple[int, list[str]]:
    """How many registers lie in the inbox and the uploads, and what to tell of their lines."""
    registers, files = [], []
    for prefix, place in places(settings).items():
        for entry in list_files(place):
            address = prefix + entry.address
            registers += [(address, entry)] if is_register(entry) else []
            files += [] if is_register(entry) else [address]
    return len(registers), read_registers(registers, files, now)[1]


def _lines(numbers: list[int]) -> str:
    shown = ", ".join(map(str, sorted(numbers)[:MOST_LINES]))
    more = f" và {len(numbers) - MOST_LINES} dòng nữa" if len(numbers) > MOST_LINES else ""
    return f"dòng {shown}{more}"


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
