"""Tail: the events that come to a journal while another process writes it."""

from pathlib import Path

from core.events import Event, from_line


class Tail:
    """Reads on from where it was; a line that is still being written is left for the next time."""

    def __init__(self, path: Path) -> None:
        self._path, self._place = path, 0

    def read(self) -> list[Event]:
        """What has come since the last call; at first, all there is."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._place)
                found = file.read()
        except OSError:
            return []
        whole = found[: found.rfind(b"\n") + 1]
        self._place += len(whole)
        events = (from_line(line) for line in whole.decode("utf-8", "replace").splitlines())
        return [event for event in events if event is not None]
