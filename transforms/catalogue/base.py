"""What every declared row has in common."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Key

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Text = Annotated[str, Key(min_length=1)]


class Declared(BaseModel):
    """A row of the catalogue: frozen, and with no key it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
