"""Valid workbooks of every form, changed at random: what keeps their meaning keeps the figures.

And what alters it brings a finding or other figures, never the same figures in silence. Short as it
stands; ``FUZZ_EXAMPLES=1000`` makes it long, with other examples each time.
"""

import io
import os
import shutil
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.spec.fuzz.altering import ALTERING
from tests.spec.fuzz.keeping import BY_FORMATS, KEEPING, TOLD
from tests.spec.fuzz.originals import FORMS, WHOLE, codes, figures, judged
from tests.spec.kinds.cases import saved
from tests.spec.kinds.containers import CONTAINERS, through_libreoffice

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
FORM = st.sampled_from(sorted(FORMS))
SOME = st.lists(st.sampled_from(range(len(KEEPING))), min_size=1, max_size=6, unique=True)


def drawn(count: int, make: Callable) -> dict[str, bytes]:
    """So many workbooks, by a name that tells how each was made, its form's first."""
    made: dict[str, bytes] = {}

    @settings(
        max_examples=count, phases=[Phase.generate], deadline=None, database=None,
        derandomize=not EXAMPLES, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(FORM, st.data())
    def collect(form: str, data: st.DataObject) -> None:
        how, workbook = make(form, data.draw)
        made[f"{form}: {how} ({len(made)})"] = workbook

    collect()
    return made


def kept(form: str, draw: Callable) -> tuple[str, bytes]:
    """A workbook changed in ways that keep its meaning."""
    book, chosen = openpyxl.load_workbook(io.BytesIO(FORMS[form])), sorted(draw(SOME))
    for number in chosen:
        KEEPING[number](book, draw)
    return ", ".join(KEEPING[number].__name__ for number in chosen), saved(book)


def contained(form: str, draw: Callable) -> tuple[str, bytes]:
    how, workbook = kept(form, draw)
    fit = {"xls", "ods"} if not BY_FORMATS & set(how.split(", ")) else set()
    container = draw(st.sampled_from(sorted(set(CONTAINERS) - {"xls", "ods"} | fit)))
    return f"{how}, {container}", CONTAINERS[container](workbook)


def altered(form: str, draw: Callable) -> tuple[str, bytes]:
    book, alter = openpyxl.load_workbook(io.BytesIO(FORMS[form])), draw(st.sampled_from(ALTERING))
    alter(book, draw)
    return alter.__name__, saved(book)


def differing(files: dict[str, bytes]) -> dict[str, object]:
    """Of files that should say what their originals say, those that do not, and what is other."""
    found = {}
    for how, verdict in judged(files).items():
        whole = WHOLE[how[0]]
        told, other = codes(verdict) - TOLD ^ codes(whole), figures(whole)
        said = {k: v for k, v in figures(verdict).items() if v != other[k]}
        if told or said:
            found[how] = (told, said, [f.message for f in verdict.findings if f.rule_code in told])
    return found


def test_what_keeps_the_meaning_keeps_the_figures():
    assert differing(drawn(int(EXAMPLES or 40), kept)) == {}


def test_so_does_every_container():
    assert differing(drawn(int(EXAMPLES or 20), contained)) == {}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"] if EXAMPLES else ["ods"])
def test_so_does_a_turn_in_libreoffice(kind, tmp_path):
    made = drawn(int(EXAMPLES or 80) // 10, kept)
    turned = through_libreoffice({str(n): data for n, data in enumerate(made.values())}, kind,
                                 tmp_path)  # fmt: skip
    assert differing(dict(zip(made, turned.values(), strict=True))) == {}


def test_what_alters_the_meaning_is_never_silent():
    silent = [
        how
        for how, verdict in judged(drawn(int(EXAMPLES or 60), altered)).items()
        if figures(verdict) == figures(WHOLE[how[0]]) and codes(verdict) == codes(WHOLE[how[0]])
    ]
    assert silent == []
