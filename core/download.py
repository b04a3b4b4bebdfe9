"""Downloads: a file fetched in pieces, gone on with after a break, and checked before it gets its name."""

import hashlib
import http.client
import os
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO

from core.events import Emit, Progress
from core.files import ensure_folder, writing_problem
from core.problems import Problem
from core.reasons import reason_of

CHUNK = 1 << 18
TRIES = 3
"""How often in a row a download may break off without having brought a single byte."""


def fetch(
    url: str, path: Path, *, title: str, emit: Emit = lambda event: None, gate: Callable[[], None] = lambda: None,
    pause: float = 1.0, timeout: float = 30.0,
) -> Path:
    """The file of `url` at `path`; what a broken download left beside it (`.part`) is gone on with.

    Raises Problem `download_failed`, or `download_damaged` when the SHA-256 differs from its start in the name.
    """
    ensure_folder(path.parent)
    part = path.with_name(path.name + ".part")
    for left_over in (part.exists(), False):
        _fetch_whole(url, part, title, emit, gate, pause, timeout)
        if fits_name(part, path.name, gate):
            os.replace(part, path)
            return path
        part.unlink()
        if not left_over:  # else the old part may be to blame: once more from the start
            break
    raise Problem("download_damaged", backbone=title)


def fits_name(file: Path, name: str, gate: Callable[[], None] = lambda: None) -> bool:
    """Whether the file's SHA-256 begins as a name such as "resnet18-f37072fd.pth" says (true if it says nothing)."""
    said = re.search(r"-([0-9a-f]{8,64})\.\w+$", name)
    if not said:
        return True
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            gate()
            digest.update(chunk)
    return digest.hexdigest().startswith(said[1])


def _fetch_whole(
    url: str, part: Path, title: str, emit: Emit, gate: Callable[[], None], pause: float, timeout: float,
) -> None:
    fruitless = 0  # tries in a row
    while True:
        gate()
        before = _size(part)
        try:
            _fetch_once(url, part, emit, gate, timeout)
            return
        except urllib.error.HTTPError as error:
            error.close()
            reason, hopeless = f"HTTP {error.code}", error.code < 500 and error.code not in (408, 429)
        except (http.client.HTTPException, OSError, ValueError) as error:  # URLError is an OSError
            reason = reason_of(error)
            hopeless = isinstance(error, ValueError)  # the address itself is malformed
        fruitless = 0 if _size(part) > before else fruitless + 1
        if hopeless or fruitless >= TRIES:
            raise Problem("download_failed", backbone=title, reason=reason)
        threading.Event().wait(pause * fruitless)


def _fetch_once(url: str, part: Path, emit: Emit, gate: Callable[[], None], timeout: float) -> None:
    """One request for all that is missing. Raises ConnectionError when less comes than was promised."""
    have = _size(part)
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        if error.code != 416 or not have:
            raise
        error.close()
        if _total(error.headers.get("Content-Range", "")) == have:
            return  # the last break came after the last byte
        part.unlink()  # the part is longer than the file: it is of something else
        raise ConnectionError("the server has another file now") from None
    with answer:
        said = answer.headers.get("Content-Range", "")
        if have and not (answer.status == 206 and said.startswith(f"bytes {have}-")):
            have = 0  # the server sends it from the start
        length = answer.headers.get("Content-Length")
        total = have + int(length) if length else 0
        got = _append(answer, part, have, total, emit, gate)
    if total and got < total:
        raise ConnectionError(f"it broke off after {got} of {total} bytes")


def _append(
    answer: IO[bytes], part: Path, have: int, total: int, emit: Emit, gate: Callable[[], None],
) -> int:
    """Write what comes behind the first `have` bytes of the part; return its size then."""
    said = 0.0
    with _opened(part, "ab" if have else "wb") as file:
        while chunk := answer.read(CHUNK):
            gate()
            try:
                file.write(chunk)
                file.flush()
            except OSError as error:
                raise writing_problem(part, error) from error
            have += len(chunk)
            if time.monotonic() - said > 0.1:
                said = time.monotonic()
                emit(Progress("download", have, total))
        os.fsync(file.fileno())
    emit(Progress("download", have, total))
    return have


def _opened(part: Path, mode: str) -> IO[bytes]:
    try:
        return part.open(mode)
    except OSError as error:
        raise writing_problem(part, error) from error


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0


def _total(content_range: str) -> int:
    """Of "bytes */1234"."""
    number = content_range.rpartition("/")[2]
    return int(number) if number.isdigit() else -1
