"""Pixels: how stored values become the 8 bits of red, green and blue that networks and people see."""

from dataclasses import dataclass

from core.choice import N_, value

CLIPPED = 0.1
"""Percent of a folder's values that become plain black, and as many plain white, unless the user says otherwise."""


@dataclass(frozen=True)
class Levels:
    """Which of the values stored in one way become black and white; those between rise evenly."""

    stored: str = value("", title=N_("recipe", "Stored as"))
    """As numpy names it: "uint16", "int8"; "float" for all floating-point numbers."""
    black: float = value(0.0, title=N_("recipe", "Black"))
    white: float = value(1.0, title=N_("recipe", "White"))


@dataclass(frozen=True)
class Pixels:
    """What a reader of images has to know besides the file. Of 8 bits a channel nothing is scaled."""

    levels: tuple[Levels, ...] = value((), title=N_("recipe", "Levels"))
    """One for each way in which values are stored; a file stored in another way is scaled from its own darkest to its
    own brightest value."""
    bands: tuple[int, ...] = value((), title=N_("recipe", "Channels"), low=1)
    """Of pictures with more than three channels: the numbers, from 1, of those shown as red, green and blue, or of the
    one shown as grey; the first three where empty."""
    as_before: bool = value(False, title=N_("recipe", "Pixels read as in earlier versions"))
    """As runs were read that know nothing of this record: each picture scaled by itself, no colour profiles."""

    def of(self, stored: str) -> Levels | None:
        """The levels of values stored in one way."""
        return next((one for one in self.levels if one.stored == stored), None)
