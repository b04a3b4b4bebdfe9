"""Sharing: how images are shared out to training, validation and test, and what must not be parted."""

from dataclasses import dataclass
from typing import Literal

from core.problems import Problem

DAY, MOST_FOLDS = 86_400, 100

Way = Literal["given", "", "subfolder", "pattern", "column", "time"]


@dataclass(frozen=True)
class Sharing:
    """The wish; `core.data.split` carries it out."""

    validation: float = 0.2
    test: float = 0.1
    seed: int = 0
    together: Way = "given"
    """What is kept together: the images of a folder next to the class folder, of an equal part of the name, of an equal
    value in the group column, or of one burst. "given" is as "column" where there are such values, else as ""."""
    pattern: str = ""
    """Of "pattern": as "{group}_*", see `core.data.names`."""
    gap: float = 10.0
    """Of "time": seconds without a picture that end a burst."""
    alike: bool = True
    """Whether near-duplicates are kept together."""
    folds: int = 0
    """From 2 on: so many parts of like size, one of which validates; 0: `validation` says how much does."""
    fold: int = 0
    """Which one, from 0."""

    def way(self, *, grouped: bool) -> Way:
        """What is kept together; `grouped` says whether the samples have values of a group column."""
        if self.together == "given":
            return "column" if grouped else ""
        return self.together

    def check(self) -> None:
        """Raises Problem out_of_range for what no folder can be shared out by."""
        least = 2 if self.folds else 0
        for name, low, high in (("validation", 0, 0.9), ("test", 0, 0.9), ("gap", 0, DAY), ("folds", least, MOST_FOLDS),
                                ("fold", 0, max(0, self.folds - 1))):
            value = getattr(self, name)
            if not low <= value <= high:
                raise Problem("out_of_range", field=f"sharing.{name}", value=value, low=low, high=high)


@dataclass(frozen=True)
class Together:
    """What was kept together: groups of more than one image, and the images in them."""

    groups: int = 0
    images: int = 0
    would_leak: int = 0
    """Images of validation and test that would have one of their group in training, had the same split been drawn (the
    same shares, the same seed) without regard to groups."""
    parted: int = 0
    """Groups that could not be kept together: a ready split, or a place that the user chose, says otherwise; or a class
    has nothing but copies of one image."""
