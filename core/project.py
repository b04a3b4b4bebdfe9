"""The project folder and the run folder: their paths, the journal, the list of runs."""

import contextlib
import csv
import hashlib
import json
import logging
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.about import About, change_about, read_about
from core.choice import N_, from_json, to_json
from core.events import Began, Event, from_line, to_line
from core.facts import Fold, Prediction, RunRow
from core.files import ensure_folder, is_locked, lock, unguarded, write_text, writing_problem
from core.history import History
from core.problems import Problem
from core.reasons import reason_of
from core.recipe import Recipe, read_recipe, recipe_text

log = logging.getLogger("thawline")

LOCK_NAME = ".lock"


class RunFolder:
    """One run on disk; the files are the contract of `docs/run-folder.md`."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).expanduser()
        self.recipe_file, self.journal_file = self.path / "recipe.json", self.path / "events.jsonl"
        self.split_file, self.checkpoint_file = self.path / "split.csv", self.path / "last.pt"
        self.best_file, self.report_file = self.path / "best.safetensors", self.path / "report.json"
        self.unlike_file, self.fold_file = self.path / "unlike.safetensors", self.path / "fold.json"
        self.predictions_file, self.log_file = self.path / "predictions.csv", self.path / "log.txt"
        self.about_file = self.path / "about.json"

    def create(self, recipe: Recipe) -> "RunFolder":
        """Make the folder. Raises Problem `run_exists`, `own_files` or `not_writable`.

        What a run left behind that failed before its first checkpoint does not stand in the way; files of the user with
        our names do.
        """
        if self.checkpoint_file.exists() or self.best_file.exists():
            raise Problem("run_exists", path=str(self.path))
        ours = (self.recipe_file, self.journal_file, self.split_file, self.report_file, self.predictions_file,
                self.unlike_file, self.log_file, self.about_file)
        taken = [file.name for file in ours if file.exists()]
        if taken and not self._is_ours():
            raise Problem("own_files", path=str(self.path), names=", ".join(taken))
        ensure_folder(self.path)
        self.journal_file.unlink(missing_ok=True)
        write_text(self.recipe_file, recipe_text(recipe))
        return self

    def _is_ours(self) -> bool:
        """Whether a run began here or waits for its turn."""
        return next(self.events(), None) is not None or self.fold() is not None

    def exists(self) -> bool:
        """Whether the folder holds a run, begun or waiting for its turn."""
        return any(file.exists() for file in (self.checkpoint_file, self.best_file, self.fold_file))

    def forget_measures(self) -> None:
        """Remove what was measured of the best weights: they are about to be others."""
        for path in (self.report_file, self.predictions_file, self.unlike_file):
            path.unlink(missing_ok=True)

    def is_series(self) -> bool:
        """Whether the folder holds the runs of a cross-validation, as the command line lays them out."""
        return any(self.path.glob("fold-*/fold.json"))

    def opened(self) -> "RunFolder":
        """This folder, seen to hold a run. Raises Problem `no_run`, `series_folder`."""
        if self.is_series():
            raise Problem("series_folder", path=str(self.path), first=str(self.path / "fold-1"))
        if not self.recipe_file.is_file():
            raise Problem("no_run", path=str(self.path))
        return self

    def recipe(self, *, as_begun: bool = False) -> Recipe:
        """The recipe; `as_begun` to go on with the run: see `read_recipe`."""
        return read_recipe(self.opened().recipe_file, as_begun=as_begun)

    def save_fold(self, fold: Fold) -> None:
        write_text(self.fold_file, json.dumps(to_json(fold), indent=1, ensure_ascii=False))

    def project_images(self) -> str:
        """The folder of images of the project that the run lies in; "" where it lies in none."""
        return str(_settings(self.path.parent.parent / "project.json").get("images") or "")

    def fold(self) -> Fold | None:
        """Which part of a cross-validation this is, if it is one. Raises Problem `damaged_run`."""
        try:
            return from_json(Fold, json.loads(self.fold_file.read_text("utf-8")), "fold")
        except FileNotFoundError:
            return None
        except (OSError, TypeError, ValueError, Problem) as error:
            raise Problem("damaged_run", path=str(self.fold_file), reason=reason_of(error)) from error

    def events(self) -> Iterator[Event]:
        """Every event of the journal; a line that a crash cut off is left out."""
        if self.journal_file.is_file():
            with self.journal_file.open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    event = from_line(line)
                    if event is not None:
                        yield event

    def history(self) -> History:
        """What the journal says; whether it goes on still, or was cut off, the lock says."""
        history, busy = History().absorb(self.events()), self.busy()
        if busy and (history.over or history.state == "waiting"):
            history.state = "preparing"  # it begins, or goes on, and has not said so yet
        elif not busy and not history.over and self.journal_file.is_file():
            history.end_abruptly()  # the process ended without a word
        return history

    def about(self) -> About:
        """The user's name, note and star, and when the test split was opened."""
        return read_about(self.about_file)

    def change_about(self, **changed: Any) -> About:
        """Change some fields of `about`. Raises Problem `not_writable` or `disk_full`."""
        return change_about(self.about_file, **changed)

    def open_test(self, now: float | None = None) -> About:
        """Stamp that somebody looks at what was measured on the test split. Raises as `change_about`."""
        return self.change_about(test_opened=(*self.about().test_opened, time.time() if now is None else now))

    def report(self) -> dict[str, Any] | None:
        """The content of report.json; None before the first evaluation."""
        try:
            found = json.loads(self.report_file.read_text("utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Problem("damaged_run", path=str(self.report_file), reason=reason_of(error)) from error
        if isinstance(found, dict):
            splits = found.get("splits", {})
            if isinstance(splits, dict) and all(isinstance(metrics, dict) for metrics in splits.values()):
                return found
        raise Problem("damaged_run", path=str(self.report_file), reason=N_("reason", "it holds no report"))

    def predictions(self) -> tuple[Prediction, ...]:
        """The rows of predictions.csv. Raises Problem `damaged_run`."""
        if not self.predictions_file.is_file():
            return ()
        with self.predictions_file.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            try:
                head = next(rows, [])
                return tuple(_prediction(row, len(head)) for row in rows if len(row) == len(head))
            except (ValueError, KeyError, csv.Error) as error:
                raise Problem("damaged_run", path=str(self.predictions_file),
                              reason=N_("reason", "it holds no predictions")) from error

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the run for this process; the system lets go of it after a crash. Raises `run_busy`."""
        path = self.path / LOCK_NAME
        try:
            opened = path.open("a")
        except OSError as error:
            raise writing_problem(path, error) from error
        with opened as file:
            try:
                lock(file.fileno())
            except BlockingIOError as error:
                raise Problem("run_busy", path=str(self.path)) from error
            except OSError as error:  # the disk knows no locks, as some of networks: better unguarded than not at all
                log.info("%s cannot be held: %s", self.path, error)
            yield

    def busy(self) -> bool:
        """Whether some process trains the run just now, be it this one.

        The answer is the system's: a process that was killed, a restart and a copy of the folder leave no lock behind.
        """
        return is_locked(self.path / LOCK_NAME)

    @contextlib.contextmanager
    def journal(self) -> Iterator["Journal"]:
        """The journal, open for appending."""
        journal = Journal(self.journal_file)
        try:
            yield journal
        finally:
            journal.close()

    @contextlib.contextmanager
    def logged(self) -> Iterator[None]:
        """Write what the program logs to log.txt meanwhile."""
        handler = logging.FileHandler(self.log_file, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(handler)
        try:
            yield
        finally:
            log.removeHandler(handler)
            handler.close()

    def delete(self) -> None:
        """Remove the run's folder, and nothing that is not a run. Raises `no_run`, `run_busy` or `not_writable`."""
        if self.opened().busy():
            raise Problem("run_busy", path=str(self.path))
        try:
            shutil.rmtree(self.path)
        except OSError as error:
            raise writing_problem(self.path, error) from error


# What predictions.csv of a run has before its class columns, and `predict --csv` has in its own order.
RUN_COLUMNS = ("path", "split", "label", "class", "probability", "unlike_training")


def _prediction(row: list[str], width: int) -> Prediction:
    own = {name: unguarded(cell) for name, cell in zip(RUN_COLUMNS, row, strict=False)}
    shares = tuple(float(v) for v in row[len(RUN_COLUMNS):width - 1])
    return Prediction(own["path"], own["split"], own["label"], own["class"], float(own["probability"] or 0),
                      float(own["unlike_training"] or 0), shares, unguarded(row[-1]))


class Journal:
    """Every event, appended as one line and flushed, so that a crash loses none."""

    def __init__(self, path: Path) -> None:
        # A crash may have cut the last line off; the next event starts on a line of its own.
        cut = path.exists() and path.stat().st_size > 0 and not _ends_line(path)
        self._path, self._file = path, path.open("a", encoding="utf-8", errors="backslashreplace")
        if cut:
            self._file.write("\n")

    def write(self, event: Event) -> None:
        """Append an event. Raises Problem `disk_full` or `not_writable`."""
        try:
            self._file.write(to_line(event) + "\n")
            self._file.flush()
        except OSError as error:
            raise writing_problem(self._path, error) from error

    def close(self) -> None:
        with contextlib.suppress(OSError):  # of what could not be written, `write` has told
            self._file.close()


def _ends_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


_saving = threading.Lock()


def _settings(file: Path) -> dict[str, Any]:
    """The content of a project.json; empty when there is none, or none that can be read."""
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _time_of(file: Path) -> float:
    """When a file was last written to; 0 where it is gone meanwhile."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


class Project:
    """What belongs to one folder of images: its settings, its split, its runs. The images stay where they are."""

    def __init__(self, home: str | Path, images: str | Path) -> None:
        self.images = str(Path(images).expanduser().resolve())
        mark = hashlib.sha256(self.images.encode("utf-8", "backslashreplace")).hexdigest()[:6]
        name = re.sub(r"[^\w.-]+", "-", Path(self.images).name).strip("-.") or "images"
        self.home = Path(home).expanduser()
        self.path = self.home / f"{name}-{mark}"
        self.runs_path = self.path / "runs"
        self.split_file = self.path / "split.csv"
        self.settings_file, self.edits_file = self.path / "project.json", self.path / "edits.jsonl"
        self.health_file = self.path / "health.json"

    def settings(self) -> dict[str, Any]:
        """The project's own settings; empty when there are none yet, or none that can be read."""
        return _settings(self.settings_file)

    def save_settings(self, **changed: Any) -> None:
        """Change some settings. Raises Problem `no_projects_folder` or `disk_full`."""
        with _saving:  # the window saves the recipe while a scan ends
            new = json.dumps({**self.settings(), "images": self.images, **changed}, indent=1)
            try:
                write_text(self.settings_file, new)
            except Problem as problem:
                if problem.code != "not_writable":
                    raise
                raise Problem("no_projects_folder", path=str(self.home), reason=problem.details["reason"]) from problem

    def last_run(self) -> RunFolder | None:
        """The run that something was done for last; None before the first."""
        journals = [file for file in self.runs_path.glob("*/events.jsonl") if (file.parent / "recipe.json").is_file()]
        return RunFolder(max(journals, key=_time_of).parent) if journals else None

    def new_run(self, now: float | None = None) -> RunFolder:
        """A folder for the next run, named by the time; it is not made yet."""
        stem = time.strftime("%Y-%m-%d %H.%M.%S", time.localtime(now))
        names = (stem if n == 1 else f"{stem} ({n})" for n in range(1, 1000))
        return RunFolder(next(self.runs_path / n for n in names if not any(self.runs_path.glob(f"{n}*"))))

    def new_folds(self, folds: int, now: float | None = None) -> list[RunFolder]:
        """As `new_run`, one for each fold."""
        path = self.new_run(now).path
        return [RunFolder(path.with_name(f"{path.name}, fold {n + 1}")) for n in range(folds)]


def folds_of(run: RunFolder) -> list[RunFolder]:
    """The runs of the series that a run belongs to, in their order; none if it belongs to none."""
    own = run.fold()
    if own is None:
        return []
    found = list[tuple[int, RunFolder]]()
    for one in (RunFolder(file.parent) for file in run.path.parent.glob("*/fold.json")):
        with contextlib.suppress(Problem):  # another series may be damaged
            fold = one.fold()
            if fold is not None and fold.series == own.series:
                found.append((fold.number, one))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def unfinished(run: RunFolder) -> list[RunFolder]:
    """The runs of a run's series that have not come to their end, in their order."""
    return [one for one in folds_of(run) if one.history().state != "finished"]


def run_name(run: RunFolder) -> str:
    """What a run is called wherever it is named: as the user called it, else as its folder is called."""
    return run.about().name or _folder_name(run.path)


def _folder_name(path: Path) -> str:
    # The command line calls the folds of every series alike.
    return f"{path.parent.name}, {path.name}" if re.fullmatch(r"fold-\d+", path.name) else path.name


def without_test(report: dict[str, Any]) -> dict[str, Any]:
    """A report as it is shown before the test split has been opened."""
    splits = {name: metrics for name, metrics in (report.get("splits") or {}).items() if name != "test"}
    return {**report, "splits": splits}


def run_row(folder: Path) -> RunRow:
    """A run as the list shows it; one that cannot be read is shown as failed rather than hidden."""
    run = RunFolder(folder)
    about, name = run.about(), run_name(run)
    said = RunRow(str(folder), name, 0.0, "failed", "?", "?", 0.0, 0, None, None, None, given_name=about.name,
                  note=about.note, star=about.star)
    try:
        recipe, history, report, fold = run.recipe(), run.history(), run.report(), run.fold()
    except Problem:
        return said
    began = next((e.at for e in run.events() if isinstance(e, Began)), folder.stat().st_mtime)
    found = ((report or {}).get("splits") or {}).get("validation") or {}
    state = "cut_off" if history.cut_off else history.state
    return replace(said, began=began, seen=_last_word(run), state=state, backbone=recipe.backbone, freeze=recipe.freeze,
                   epochs=history.epoch, total_epochs=recipe.epochs, fold=fold,
                   accuracy=found.get("accuracy"), accuracy_low=found.get("accuracy_low"),
                   accuracy_high=found.get("accuracy_high"))


def _last_word(run: RunFolder) -> float:
    try:
        return run.journal_file.stat().st_mtime
    except OSError:
        return 0.0
