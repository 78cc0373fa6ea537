"""What every declared row has in common, and how one is made, or told in one line what is wrong."""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic import Field as Key

from transforms.catalogue.faults import KINDS, Fault, Wrong, reason_of
from transforms.errors import DeclarationError

Model = TypeVar("Model", bound=BaseModel)
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _shown(text: str) -> str:
    """Something that a reader sees: no blank text."""
    if not text.strip():
        raise Wrong("để trống")
    return text


def _on_one_line(text: str) -> str:
    """No control characters, which neither Word nor Excel takes."""
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise Wrong("có ký tự điều khiển hoặc xuống dòng")
    return text


def _read_day(value: Any) -> Any:
    """``2024-11-20``: no hour, and no seconds since 1970, which pydantic would take as well."""
    if not isinstance(value, str):
        return value
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return dt.date.fromisoformat(value)
    except ValueError:
        raise Wrong(KINDS["date"]) from None


def _with_a_letter(text: str) -> str:
    """Compared without punctuation: what has none else would stand in every text."""
    if not re.search(r"\w", text):
        raise Wrong("không có chữ hay số nào")
    return text


Line = Annotated[str, AfterValidator(_on_one_line)]
Text = Annotated[Line, AfterValidator(_shown)]
Phrase = Annotated[Text, AfterValidator(_with_a_letter)]
Year = Annotated[int, Key(ge=1900, le=2100)]
Day = Annotated[
    dt.date,
    Key(ge=dt.date(1900, 1, 1), le=dt.date(2100, 12, 31)),
    BeforeValidator(_read_day),
]
"""Days and years that can be reckoned with; what has no end has none declared."""


class Declared(BaseModel):
    """A row of the catalogue: frozen, with no key it does not know and no number without end."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def __copy__(self) -> Self:
        """Without what was derived from it: a copy is made to be another one (``model_copy``)."""
        copied = super().__copy__()
        for derived in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[derived]
        return copied


def declared(model: type[Model], row: Mapping[str, Any], file: str, key: str = "") -> Model:
    """A row of TOML or JSON as its type, taken at its word: no number in quotes, no true for a 1.

    Raises DeclarationError.
    """
    try:
        text = json.dumps(row, default=lambda moment: moment.isoformat())
    except ValueError:  # thousands of digits
        raise DeclarationError(file, key or "-", "số quá dài") from None
    return build(lambda: model.model_validate_json(text, strict=True), file, key)


def build(validate: Callable[[], Model], file: str, key: str = "") -> Model:
    """What pydantic validated; the first mistake that it found as a DeclarationError."""
    try:
        return validate()
    except ValidationError as error:
        first = error.errors()[0]
        context = first.get("ctx", {})
        if isinstance(fault := context.get("error"), Fault):
            raise DeclarationError(fault.file, fault.key, fault.reason) from None
        parts = (key, *(part for part in first["loc"] if part != "[key]"))
        place = ".".join(str(part) for part in parts if str(part))
        reason = reason_of(first["type"], context | {"input": first["input"]})
        written = first["input"]
        if isinstance(written, dt.date):
            written = written.isoformat()
        if first["type"] != "missing" and isinstance(written, str | int | float):
            reason += f" (đang ghi: {written!r})"
        raise DeclarationError(file, place or "-", reason) from None
