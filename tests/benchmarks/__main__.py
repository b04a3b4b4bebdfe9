"""The benchmarks: every row, or those named; prints each and writes docs/benchmarks.md.

    python -m tests.benchmarks [--quick] [--repeats N] [ROW ...]

Rows are the letters of the table and `views`, which runs only when it is named. What was measured is kept in
build/bench/results, so that a row that is not named now stays in the document with its own date; the document is
written once every letter has been measured. With --quick everything is as small as can be, to see that it
runs; its figures mean nothing, and nothing is written.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Callable

from tests.benchmarks.bench import Bench, Broken, Missing, tell
from tests.benchmarks.record import Row, as_text, keep, kept, write_document

ROWS = {
    "a": "frozen:exact",
    "b": "frozen:augmented",
    "c": "thawed:last_stages",
    "d": "thawed:nothing_frozen",
    "e": "estimates:estimates",
    "f": "scale:scale",
    "g": "window:window",
    "h": "gpu:gpu",
    "views": "frozen:views",
}
"""The function of each row."""
ONLY_WHEN_NAMED = ("views",)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure, and write it down.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--repeats", type=int, default=3, help="turns of each comparison")
    parser.add_argument("--quick", action="store_true", help="only see that everything runs")
    options = parser.parse_args()
    unknown = set(options.rows) - set(ROWS)
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    bench = Bench(1 if options.quick else options.repeats, options.quick)
    began = time.monotonic()
    well = [measure(key, bench) for key in options.rows or [key for key in ROWS if key not in ONLY_WHEN_NAMED]]
    print(f"{(time.monotonic() - began) / 60:.0f} minutes")
    return 0 if all(well) else 1


def measure(key: str, bench: Bench) -> bool:
    """Measure a row and print it; unless it was only tried, the document is written anew at once.

    Returns whether it went well; what cannot be measured on this machine went well.
    """
    print(f"row {key}", file=sys.stderr, flush=True)
    module, _, name = ROWS[key].partition(":")
    work: Callable[[Bench], Row] = getattr(importlib.import_module(f"tests.benchmarks.{module}"), name)
    began = time.monotonic()
    try:
        row = work(bench)
    except Missing as missing:
        row = Row(key, "", [], remarks=[f"Not measured: {missing}."])
    except Broken as broken:
        print(f"== {key}: {broken}\n", flush=True)
        return False
    print(as_text(row) + "\n", flush=True)
    tell(f"{time.monotonic() - began:.0f} s")
    if not bench.quick:
        if row.figures or not kept([key]):  # what another machine has measured stays
            keep(row)
        _write(kept(ROWS))
    return True


def _write(rows: list[Row]) -> None:
    lacking = [key for key in ROWS if key not in ONLY_WHEN_NAMED and key not in {row.key for row in rows}]
    if lacking:
        tell(f"the document waits for the rows {', '.join(lacking)}")
    else:
        write_document(rows)


if __name__ == "__main__":
    sys.exit(main())
