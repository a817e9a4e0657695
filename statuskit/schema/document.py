"""What every map of a file has in common."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """A map of a file, with the keys that it may have.

    `noun` is what a message calls it. Keys that are not declared are refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    noun: ClassVar[str]
