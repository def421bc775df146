"""What tools may be asked, with its bounds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

Who = Annotated[
    str, Field(min_length=1, max_length=200, description="An id, an address, or any unambiguous part of a name.")
]
Query = Annotated[str, Field(max_length=200)]
Limit = Annotated[int, Field(ge=1, le=20)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Hello = Annotated[str, Field(min_length=4, max_length=64, description="Id of a hello, as today tells it.")]
Words = Annotated[str, Field(min_length=1, max_length=2_000)]
Label = Annotated[str, Field(min_length=1, max_length=100)]
