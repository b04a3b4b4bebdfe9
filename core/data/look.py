"""Look: from a folder's name to its index; names at once, then every file, unless it was read before."""

import contextlib
import errno
import gc
import hashlib
import json
import os
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from core.data.ahead import ahead, threads_for_decoding
from core.data.image import READER, read_with_facts
from core.data.index import Fault, Index, Sample
from core.data.judge import judged
from core.data.layout import layout_of
from core.data.ledger import Ledger
from core.data.levels import levels_of, read_sketch, traits_in
from core.data.pace import Pace
from core.data.stamps import stamp_of
from core.data.traits import traits
from core.data.walk import natural_path, readable
from core.events import Emit
from core.findings import Finding
from core.pixels import Pixels
from core.problems import Problem, sentence
from core.reasons import reason_of
from core.source import BETWEEN, Source

Look = Callable[[], None]
"""A gate: returns, waits, or raises."""

_WRITE_EVERY = 5.0
_SKIM = 32  # pixels: a JPEG is decoded to its end for its faults, yet not at its full size


def scan(folder: str | os.PathLike[str], *, source: Source = Source(), emit: Emit = lambda event: None,
         gate: Look = lambda: None, known: Collection[str] = ()) -> Index:
    """`listing`, then `look`. Raises what they raise."""
    return look(listing(folder, source=source, gate=gate, known=known), emit, gate)


def listing(folder: str | os.PathLike[str], *, source: Source = Source(), gate: Look = lambda: None,
            known: Collection[str] = ()) -> Index:
    """The files of a folder by their names alone, with what `source` says of them; see `layout_of`.

    Raises Problem if there is nothing to show: no_such_folder, not_a_folder, folder_unreadable, and those of
    `layout_of`.
    """
    root = os.path.abspath(folder)
    for named in (root, source.test):
        if named:
            _see_that_it_is_a_folder(named)
    with _no_collection():
        layout = layout_of(root, source, gate, known)
    several = bool(layout.tasks) and layout.tasks[0].several
    labels = {sample.label for sample in layout.samples}
    names = {name for label in labels for name in (label.split(BETWEEN) if several else (label,)) if name}
    return Index(root, layout.samples, tuple(sorted(names, key=natural_path)), noticed=layout.findings,
                 ready_split=layout.ready_split, named=layout.classes, looked_at=False, source=layout.source,
                 tasks=layout.tasks)


def look(index: Index, emit: Emit = lambda event: None, gate: Look = lambda: None) -> Index:
    """Read every file of a listing to its end, unless that was done before and it has not changed since.

    What only hinders training comes back in `problems`. Raises Problem no_readable_image.
    """
    samples, faults, several = _read_all(index, emit, gate)
    samples, pixels = _scaled(samples, index.source)
    if not samples:
        first = sentence(faults[0].code, faults[0].details)
        raise Problem("no_readable_image", path=index.root, count=len(faults), reason=first)
    noticed = (Finding("first_frame_only", {"count": several}),) if several else ()
    return judged(replace(index, samples=tuple(samples), faults=tuple(faults), looked_at=True, pixels=pixels,
                          noticed=(*index.noticed, *noticed)))


def refreshed(index: Index, gate: Look = lambda: None) -> tuple[Index, int]:
    """The index as its files are now, without those that cannot be used any more; and how many have new content."""
    threads, other = threads_for_decoding(), 0
    samples, faults = list[Sample](), list(index.faults)
    now = ahead(lambda one: _seen_again(index.root, one, index.pixels), index.samples, threads=threads,
                waiting=64 * threads)
    for before, seen in zip(index.samples, now, strict=True):
        gate()
        if isinstance(seen, Fault):
            faults.append(seen)
        else:
            samples.append(seen)
            other += seen.sha256 != before.sha256
    if tuple(samples) == index.samples:
        return index, 0
    return replace(index, samples=tuple(samples), faults=tuple(faults)), other


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    # A hundred thousand records at once make Python look for cycles again and again; there are none among them.
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _see_that_it_is_a_folder(root: str) -> None:
    if not os.path.lexists(root):
        raise Problem("no_such_folder", path=root)
    if not os.path.isdir(root):
        raise Problem("not_a_folder", path=root)
    if not os.access(root, os.R_OK | os.X_OK):
        raise Problem("folder_unreadable", path=root, reason=reason_of(PermissionError(errno.EACCES, "")))


# --- reading -------------------------------------------------------------------------------------


def _read_all(index: Index, emit: Emit, gate: Look) -> tuple[list[Sample], list[Fault], int]:
    pace, threads = Pace("scan", len(index.samples), emit), threads_for_decoding()
    samples, faults, several = [], [], 0
    bands = "".join(f",{band}" for band in index.source.bands)  # the traits are those of what is shown
    ledger, pixels = Ledger(index.root, f"look{READER}{bands}"), Pixels(bands=index.source.bands)
    known, fresh, wrote = ledger.known(), list[tuple[str, str, str]](), time.monotonic()

    def look_at(one: Sample) -> tuple[_Looked, str, bool]:
        return _known_or_read(index.root, one, pixels, known.get(one.path))

    try:
        for seen, stamp, new in ahead(look_at, index.samples, threads=threads, waiting=64 * threads):
            gate()
            pace.step()
            if isinstance(seen, Fault):
                faults.append(seen)
            else:
                samples.append(seen[0])
                several += seen[1]
            if new:
                fresh.append(_noted(seen, stamp))
            if fresh and time.monotonic() - wrote > _WRITE_EVERY:
                ledger.keep(fresh)
                fresh, wrote = [], time.monotonic()
    finally:
        ledger.keep(fresh)
        ledger.close()
    return samples, faults, several


_Looked = tuple[Sample, bool] | Fault


def _known_or_read(root: str, one: Sample, pixels: Pixels, before: tuple[str, str] | None) -> tuple[_Looked, str, bool]:
    """What is known of a file, else what is found; its stamp; and whether either is to be written down."""
    path = os.path.join(root, one.path)
    stamp = stamp_of(path) or ""
    if before:
        known = _recalled(one, stamp, before[1])
        if stamp and before[0] == stamp:
            return known, stamp, False
        if not isinstance(known, Fault) and _holds(path, known[0].sha256):
            return known, stamp, stamp != before[0]
    seen = _look_at(root, one, pixels, stamp)
    return seen, stamp, bool(stamp) or not isinstance(seen, Fault)


def _seen_again(root: str, one: Sample, pixels: Pixels) -> Sample | Fault:
    path = os.path.join(root, one.path)
    stamp = stamp_of(path) or ""
    if stamp and stamp == one.stamp:
        return one
    if one.sha256 and _holds(path, one.sha256):
        return one._replace(stamp=stamp)
    seen = _look_at(root, one, pixels, stamp)
    return seen if isinstance(seen, Fault) else _with_traits(seen[0], pixels)


def _holds(path: str, sha256: str) -> bool:
    """Whether a file has these bytes: what decides where its stamp does not."""
    try:
        return fingerprint(path) == sha256
    except Problem:
        return False


def _look_at(root: str, one: Sample, pixels: Pixels, stamp: str) -> _Looked:
    name = readable(one.path)
    if name != one.path:  # no file of the run folder could name it
        return Fault(name, "file_name", {})
    try:
        image, facts = read_with_facts(os.path.join(root, one.path), at_least=_SKIM, pixels=pixels, sketched=True)
    except Problem as problem:
        return Fault(one.path, problem.code, problem.details)
    seen = one._replace(width=facts.width, height=facts.height, sha256=facts.sha256, mode=facts.mode,
                        format=facts.format, stamp=stamp, taken=facts.taken, traits=traits(image),
                        channels=facts.channels, sketch=facts.sketch)
    return seen, facts.several_frames


def _noted(seen: _Looked, stamp: str) -> tuple[str, str, str]:
    """A row of the ledger; `_recalled` reads it back."""
    if isinstance(seen, Fault):
        return seen.path, stamp, json.dumps([seen.code, seen.details])
    one, several = seen
    return one.path, stamp, json.dumps([one.width, one.height, one.sha256, one.mode, one.format, one.taken,
                                        one.traits.hex(), several, one.channels, one.sketch.hex()])


def _recalled(one: Sample, stamp: str, said: str) -> _Looked:
    facts = json.loads(said)
    if len(facts) == 2:
        return Fault(one.path, *facts)
    width, height, digest, mode, kind, taken, kept, several, channels, sketch = facts
    return one._replace(width=width, height=height, sha256=digest, mode=mode, format=kind, stamp=stamp, taken=taken,
                        traits=bytes.fromhex(kept), channels=channels, sketch=bytes.fromhex(sketch)), several


def _scaled(samples: list[Sample], source: Source) -> tuple[list[Sample], Pixels]:
    """How the values of all images together become colours; and the samples with their traits in these."""
    deep = [one.sketch for one in samples if one.sketch]
    pixels = Pixels(levels_of(deep, source.clipped), source.bands)
    return [_with_traits(one, pixels) if one.sketch else one for one in samples] if deep else samples, pixels


def _with_traits(one: Sample, pixels: Pixels) -> Sample:
    """A sample with its traits as the levels of its folder show it."""
    if not one.sketch:
        return one
    levels = pixels.of(read_sketch(one.sketch).kind)
    return one._replace(traits=traits_in(one.sketch, levels)) if levels else one


def fingerprint(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file's bytes. Raises Problem `file_missing`."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Problem("file_missing") from error
