"""Seeds: the sound pictures whose copies the fuzz command damages: real ones where they are here, and made ones."""

import csv
import tarfile
from itertools import islice
from pathlib import Path

from tests.benchmarks.record import TOP
from tests.core.made import every_kind

SHARED = TOP.parent / "shared" / "data"
REAL = {"clothing/validation": 40, "sign-digits": 20, "blood-cells/val": 20, "omniglot": 20}
LARGEST = 100_000
"""Bytes: larger files would only take longer."""


def seeds() -> dict[str, list[bytes]]:
    """Files by what their names end in, always in the same order."""
    kinds = every_kind()
    for name, count in REAL.items():
        found = sorted(path for path in (SHARED / name).rglob("*") if path.is_file())
        for path in islice(found, 0, None, max(1, len(found) // count)):
            _add(kinds, path.name, path.read_bytes())
    for path, data in _odd_ones():
        _add(kinds, path, data)
    return kinds


def _add(kinds: dict[str, list[bytes]], name: str, data: bytes) -> None:
    if 0 < len(data) <= LARGEST:
        kinds.setdefault(Path(name).suffix[1:].lower(), []).append(data)


def _odd_ones() -> list[tuple[str, bytes]]:
    """The entries of the folder of horrors that a user expects to be used."""
    archive, said = SHARED / "dirty-folder.tar.gz", SHARED / "dirty-folder.expect.csv"
    if not archive.is_file():
        return []
    with said.open(encoding="utf-8") as file:
        wanted = [row["path"] for row in csv.DictReader(file) if row["expected"].startswith("use")]
    with tarfile.open(archive) as opened:
        files = [(name, opened.extractfile(f"dirty-folder/{name}")) for name in wanted]
        return [(name, file.read()) for name, file in files if file is not None]
