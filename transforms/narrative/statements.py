"""A submission's statements: what it says of its year, by topic, theme and addressee."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from transforms.catalogue import NarrativeRules
from transforms.catalogue.narrative import CAUSES, PROPOSALS, SHORTCOMINGS

Statement = dict[str, Any]


def statements_of(
    texts: Mapping[str, str], rows: Iterable[Mapping[str, Any]], rules: NarrativeRules
) -> list[Statement]:
    """One dict per statement: ``topic, theme, text, cause, remedy, addressee, row_number``.

    ``texts`` by topic are those of a form that asks for one text each; their theme comes from the
    catalogue's patterns, and the causes stand beside the shortcomings too. ``rows`` are those of a
    form that asks for a table; what they leave open comes from the same patterns. Fillers are none.
    """
    said = list(_of_texts(texts, rules)) + list(_of_rows(rows, rules))
    return [one | {"row_number": number} for number, one in enumerate(said, start=1)]


def _of_texts(texts: Mapping[str, str], rules: NarrativeRules) -> Iterator[Statement]:
    for topic, text in texts.items():
        if rules.is_filler(text):
            continue
        cause = texts.get(CAUSES, "") if topic == SHORTCOMINGS else ""
        yield _statement(rules, topic, text, cause=None if rules.is_filler(cause) else cause)


def _of_rows(rows: Iterable[Mapping[str, Any]], rules: NarrativeRules) -> Iterator[Statement]:
    for row in rows:
        if rules.is_filler(row["text"] or ""):
            continue
        yield _statement(
            rules, row["topic"], row["text"], theme=row.get("theme"), cause=row.get("cause"),
            remedy=row.get("remedy"), addressee=row.get("addressee"),
        )  # fmt: skip


def _statement(
    rules: NarrativeRules, topic: str, text: str, *, theme: str | None = None,
    cause: str | None = None, remedy: str | None = None, addressee: str | None = None,
) -> Statement:  # fmt: skip
    if topic == PROPOSALS and addressee is None:
        addressee = rules.addressee_of(text)
    return {
        "topic": topic,
        "theme": theme or rules.theme_of(text),
        "text": text,
        "cause": cause,
        "remedy": remedy,
        "addressee": addressee,
    }
