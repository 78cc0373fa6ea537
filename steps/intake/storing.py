"""Store a batch so that a file which no table takes holds up no other."""

from collections.abc import Sequence

from sqlalchemy import Connection

import warehouse
from steps.intake import store
from steps.intake.isolating import broken, culprits
from steps.intake.judging import rejected
from steps.intake.store import Judged
from steps.settings import Settings
from transforms.catalogue import Catalogue


def store_apart(
    settings: Settings, connection: Connection, catalogue: Catalogue, judged: Judged
) -> Judged:
    """Store submissions within the connection's transaction; what was stored, as it was judged.

    A file that cannot be stored is stored as its F01. Raises what is the system's fault, and what
    no file can have caused because it happens without any. Whoever stores one of the same files
    waits: the year's lock is not enough for those that tell no year.
    """
    warehouse.fetch(connection, "core/hold_receipts", ids=list(judged))

    def attempt(keys: Sequence[str]) -> None:
        with connection.begin_nested():
            store.store(settings, connection, catalogue, {key: judged[key] for key in keys})

    failed = culprits(list(judged), attempt)
    if not failed:
        return judged
    attempt([])
    kept = dict(judged)
    for key, error in failed:
        receipt, _ = judged[key]
        reading = broken(catalogue.rules, receipt.sha256, "lưu", error)
        kept[key] = (receipt, rejected(catalogue.rules, reading))
    with connection.begin_nested():
        store.store(settings, connection, catalogue, {key: kept[key] for key, _ in failed})
    return kept
