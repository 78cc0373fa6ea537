"""What every declared row has in common."""

import datetime as dt
import unicodedata
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic import Field as Key

from transforms.catalogue.faults import Wrong

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def _shown(text: str) -> str:
    """Something that a reader sees, on one line: no blank text, no control characters."""
    if not text.strip():
        raise Wrong("để trống")
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise Wrong("có ký tự điều khiển hoặc xuống dòng")
    return text


Text = Annotated[str, Key(min_length=1), AfterValidator(_shown)]
Year = Annotated[int, Key(ge=1900, le=2100)]
Day = Annotated[dt.date, Key(ge=dt.date(1900, 1, 1), le=dt.date(2100, 12, 31))]
"""Days and years that can be reckoned with; what has no end has none declared."""


class Declared(BaseModel):
    """A row of the catalogue: frozen, with no key it does not know and no number without end."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
