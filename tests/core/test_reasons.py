"""Why something failed, as it goes into a sentence."""

import json
import os
import socket
import ssl
import urllib.error

import pytest

from core.files import writing_problem
from core.reasons import reason_of


def failure(text: str) -> BaseException:
    try:
        json.loads(text)
    except ValueError as error:
        return error
    raise AssertionError(text)


@pytest.mark.parametrize(("error", "told"), [
    (ConnectionRefusedError(111, "Connection refused"), "the server refused the connection"),
    (urllib.error.URLError(ConnectionRefusedError(111, "Connection refused")), "the server refused the connection"),
    (urllib.error.URLError(socket.gaierror(-2, "Name or service not known")), "there is no connection to the server"),
    (urllib.error.URLError(ssl.SSLError(1, "x")), "the secure connection to the server failed"),
    (TimeoutError("timed out"), "the server did not answer in time"),
    (PermissionError(13, "Permission denied", "/a"), "permission is missing"),
    (IsADirectoryError(21, "Is a directory"), "a folder is where a file should be"),
    (failure("{"), "it is no valid JSON"),
    (ValueError("unknown url type: nonsense"), "unknown url type: nonsense"),
    (ValueError(), "ValueError"),
    (urllib.error.URLError("no host given"), "no host given"),
])
def test_reasons(error: BaseException, told: str) -> None:
    assert reason_of(error) == told
    assert "Errno" not in reason_of(error)


@pytest.mark.parametrize("number", [n for n in (1, 13, 30, 21, 20, 36, 5)])
def test_a_failed_write_is_told_in_words(number: int, tmp_path: os.PathLike[str]) -> None:
    from pathlib import Path

    problem = writing_problem(Path(tmp_path) / "a", OSError(number, os.strerror(number)))
    assert os.strerror(number) not in str(problem)
