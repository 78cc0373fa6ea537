"""What the doctor says of one thing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from steps.faults import system_fault
from transforms.errors import PipelineError

MOST_NAMED = 5


@dataclass(frozen=True)
class Check:
    """Whether a thing is in order, and a sentence: where it is not, with what to do."""

    is_good: bool
    title: str
    told: str


def checked(title: str, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """What a look finds; what stops it is a finding, too."""
    try:
        yield from look()
    except PipelineError as error:
        yield Check(False, title, str(error))
    except Exception as error:
        if not (line := system_fault(error)):
            raise
        yield Check(False, title, line)


def counted(title: str, good: str, bad: list[str], what_to_do: str) -> Check:
    """One check of many things: all good, or how many are not, the first of them by name."""
    if not bad:
        return Check(True, title, good)
    named = ", ".join(bad[:MOST_NAMED]) + (", …" if len(bad) > MOST_NAMED else "")
    return Check(False, title, f"{len(bad)} tệp mất hoặc không còn đúng ({named}): {what_to_do}")
