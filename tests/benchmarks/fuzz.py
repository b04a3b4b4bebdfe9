"""Fuzz: mutated copies of real pictures of every format; none may crash the reader, hold it up, or surprise it.

    python -m tests.benchmarks.fuzz [--count 10000] [--seconds 600] [--seed 0] [--keep FOLDER]

The same seed makes the same copies of the same pictures. They are read one by one in a few processes that are
watched, then as one folder by a scan, whose faults must be those of the list. Prints a table; status 1 if a bar is
missed. Not for Windows.
"""

import argparse
import json
import os
import random
import select
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.bench import own_memory, peak_memory
from tests.benchmarks.record import TOP
from tests.benchmarks.seeds import seeds

LONGEST_S = 5.0
"""A read that takes longer counts as held up."""
MOST_MEMORY = 6_000_000_000
"""Bytes of addresses that a reading process may have: the machine has others to serve."""
FINE, CRASH, HELD_UP, SURPRISE = "fine", "crash", "held up", "surprise"


# --- mutations -----------------------------------------------------------------------------------

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_HEADER = 512


def mutated(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """A damaged copy of a file; `other` is a file of its kind, whose parts may come in."""
    copy = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        if not copy:
            break
        chance.choice(_WAYS)(chance, copy, other)
    return bytes(copy)


def _place(chance: random.Random, copy: bytearray, most: int = 64) -> slice:
    """A range, in the header as often as anywhere."""
    end = min(_HEADER, len(copy)) if chance.random() < 0.5 else len(copy)
    at = chance.randrange(end)
    return slice(at, min(len(copy), at + chance.randint(1, most)))


def _flip_bits(chance: random.Random, copy: bytearray, other: bytes) -> None:
    for _ in range(chance.randint(1, 16)):
        copy[_place(chance, copy).start] ^= 1 << chance.randrange(8)


def _scribble(chance: random.Random, copy: bytearray, other: bytes) -> None:
    where = _place(chance, copy)
    copy[where] = chance.randbytes(where.stop - where.start)


def _zero(chance: random.Random, copy: bytearray, other: bytes) -> None:
    where = _place(chance, copy, 4096)
    copy[where] = bytes(where.stop - where.start)


def _cut_out(chance: random.Random, copy: bytearray, other: bytes) -> None:
    del copy[_place(chance, copy, 4096)]


def _cut_off(chance: random.Random, copy: bytearray, other: bytes) -> None:
    del copy[chance.randrange(len(copy)) :]


def _insert(chance: random.Random, copy: bytearray, other: bytes) -> None:
    at = _place(chance, copy).start
    copy[at:at] = chance.randbytes(chance.randint(1, 256))


def _repeat(chance: random.Random, copy: bytearray, other: bytes) -> None:
    where = _place(chance, copy, 4096)
    copy[where.start : where.start] = copy[where] * chance.randint(1, 4)


def _number(chance: random.Random, copy: bytearray, other: bytes) -> None:
    """One of the numbers that programs stumble over, where a header may have one."""
    size, at = chance.choice((1, 2, 4)), chance.randrange(min(_HEADER, len(copy)))
    number = chance.choice(_NUMBERS) & (256**size - 1)
    copy[at : at + size] = number.to_bytes(size, chance.choice(("big", "little")))


def _splice(chance: random.Random, copy: bytearray, other: bytes) -> None:
    where = _place(chance, copy, 4096)
    copy[where] = other[where.start : where.stop]


_WAYS = (_flip_bits, _scribble, _zero, _cut_out, _cut_off, _insert, _repeat, _number, _number, _splice)


def write_copies(folder: Path, count: int, seed: int) -> list[Path]:
    """`count` damaged copies, one of each kind in turn, in a folder for each kind."""
    kinds, paths = seeds(), list[Path]()
    names = sorted(kinds)
    for n in range(count):
        chance, kind = random.Random(f"{seed} {n}"), names[n % len(names)]
        data, other = chance.choice(kinds[kind]), chance.choice(kinds[kind])
        path = folder / kind / f"{n:05d}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutated(chance, data, other))
        paths.append(path)
    return paths


# --- reading -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """How one file ended: FINE, a Problem's code, or one of the others; with its seconds and the bytes it took."""

    path: Path
    end: str
    seconds: float
    memory: int
    what: str = ""


def serve() -> None:
    """The reading process: a path on each line of standard input, an answer on each of standard output."""
    import resource

    from core.data.image import read_with_facts
    from core.problems import Problem

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints ends in one file, and that must stay empty
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        _forget_peak()
        idle = sum(own_memory().values())
        began, end, what = time.monotonic(), FINE, ""
        try:
            read_with_facts(line.rstrip("\n"))
        except Problem as problem:
            end, what = problem.code, str(problem)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is counted
            end, what = SURPRISE, repr(error)
        said = [end, time.monotonic() - began, max(0, peak_memory() - idle), what]
        print(json.dumps(said), file=answers, flush=True)


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:  # only Linux has it: elsewhere the peak is that of all files so far
        pass


class Reader:
    """A reading process under watch; after a crash, or when a file holds it up, the next read starts another."""

    def __init__(self, errors: Path) -> None:
        self._errors = errors
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path) -> Read:
        process = self._process = self._process or self._started()
        assert process.stdin
        assert process.stdout
        began = time.monotonic()
        process.stdin.write(f"{path}\n".encode())
        process.stdin.flush()
        ready, _, _ = select.select([process.stdout], [], [], LONGEST_S)
        line = process.stdout.readline() if ready else b""
        if line:
            return Read(path, *json.loads(line))
        end = CRASH if ready else HELD_UP
        self.stop()
        return Read(path, end, time.monotonic() - began, 0, f"status {process.returncode}")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.benchmarks.fuzz", "--serve"]
        with self._errors.open("ab") as errors:
            process = subprocess.Popen(command, cwd=TOP, stderr=errors, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()  # its imports are done
        return process


def read_all(paths: Sequence[Path], errors: Path, until: float) -> list[Read]:
    """Read files by as many processes as there are cores, until the clock says so."""
    left, done, lock = iter(paths), list[Read](), threading.Lock()

    def work() -> None:
        reader = Reader(errors)
        try:
            while time.monotonic() < until:
                with lock:
                    path = next(left, None)
                if path is None:
                    return
                done.append(reader.read(path))
        finally:
            reader.stop()

    threads = [threading.Thread(target=work) for _ in range(os.cpu_count() or 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


# --- the whole folder ----------------------------------------------------------------------------

_SCAN = """
import json, sys, time
from core.data.look import scan
from tests.benchmarks.bench import own_memory, peak_memory
before, began = sum(own_memory().values()), time.monotonic()
index = scan(sys.argv[1])
faults = {fault.path: fault.code for fault in index.faults}
said = {"seconds": time.monotonic() - began, "memory": peak_memory() - before, "faults": faults}
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(said, file)
"""


@dataclass(frozen=True)
class Scan:
    """A scan of all copies: seconds, bytes over idle, and the code of each file that was refused."""

    seconds: float = 0.0
    memory: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    ended: str = ""
    """Why there is none."""


def scan(folder: Path, errors: Path, seconds: float) -> Scan:
    out = folder.with_name("scanned.json")
    command = [sys.executable, "-c", _SCAN, str(folder), str(out)]
    env = os.environ | {"THAWLINE_CACHE": str(folder.with_name("cache"))}
    try:
        with errors.open("ab") as file:
            done = subprocess.run(command, cwd=TOP, env=env, stdout=file, stderr=file, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Scan(ended=f"it took longer than {seconds:.0f} s")
    if done.returncode:
        return Scan(ended=f"status {done.returncode}")
    return Scan(**json.loads(out.read_text("utf-8")))


# --- the report ----------------------------------------------------------------------------------


def table(reads: Sequence[Read]) -> Iterator[str]:
    """A line for each kind: how its copies ended, the slowest, the hungriest."""
    by_kind: dict[str, list[Read]] = defaultdict(list)
    for one in reads:
        by_kind[one.path.parent.name].append(one)
    ends = [FINE, *sorted({r.end for r in reads} - {FINE, CRASH, HELD_UP, SURPRISE}), CRASH, HELD_UP, SURPRISE]
    short = [end.removeprefix("image_").replace("_", " ") for end in ends]
    yield f"{'kind':8}{'files':>7}" + "".join(f"{name:>14}" for name in short) + f"{'slowest s':>12}{'peak MB':>9}"
    for kind, of in [*sorted(by_kind.items()), ("all", list(reads))]:
        count = Counter(r.end for r in of)
        slowest, peak = max(r.seconds for r in of), max(r.memory for r in of) / 1e6
        yield f"{kind:8}{len(of):>7}" + "".join(f"{count[e]:>14}" for e in ends) + f"{slowest:>12.2f}{peak:>9.0f}"


def missed(reads: Sequence[Read], count: int, scanned: Scan, folder: Path, printed: str) -> Iterator[str]:
    """Every bar that is missed, in a sentence."""
    if len(reads) < count:
        yield f"only {len(reads)} of {count} files were read in the time"
    for one in reads:
        if one.end in (CRASH, HELD_UP, SURPRISE) or one.seconds > LONGEST_S:
            yield f"{one.path.relative_to(folder)}: {one.end} after {one.seconds:.2f} s ({one.what})"
    if printed:
        yield f"something was printed: {printed[:2000]}"
    if scanned.ended:
        yield f"the scan failed: {scanned.ended}"
        return
    listed = {r.path.relative_to(folder).as_posix() for r in reads if r.end != FINE}
    for path in sorted(listed ^ set(scanned.faults)):
        yield f"{path}: {'only the scan refuses it' if path in scanned.faults else 'the scan does not refuse it'}"


def run(home: Path, count: int, seconds: float, seed: int) -> int:
    began, folder, errors = time.monotonic(), home / "copies", home / "printed.txt"
    paths = write_copies(folder, count, seed)
    print(f"{len(paths)} copies written in {time.monotonic() - began:.0f} s")
    reads = read_all(paths, errors, began + 0.75 * seconds)
    print(f"{len(reads)} read one by one after {time.monotonic() - began:.0f} s\n")
    scanned = scan(folder, errors, max(1.0, began + seconds - time.monotonic()))
    print("\n".join(table(reads)))
    for one in sorted(reads, key=lambda r: -r.memory)[:5]:
        print(f"  {one.memory / 1e6:6.0f} MB, {one.seconds:.2f} s: {one.path.relative_to(folder)} ({one.end})")
    print(f"\nscan: {scanned.seconds:.0f} s, {scanned.memory / 1e6:.0f} MB over idle, {len(scanned.faults)} faults")
    found = list(missed(reads, count, scanned, folder, errors.read_text("utf-8", "replace")))
    print(f"{time.monotonic() - began:.0f} s in all; " + ("every bar is met" if not found else "missed:"))
    print("\n".join(f"  {line}" for line in found[:40]))
    return bool(found)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="keep the copies in this new folder")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve()
        return 0
    if options.keep:
        options.keep.mkdir(parents=True)
        return run(options.keep, options.count, options.seconds, options.seed)
    with tempfile.TemporaryDirectory() as home:
        return run(Path(home), options.count, options.seconds, options.seed)


if __name__ == "__main__":
    sys.exit(main())
