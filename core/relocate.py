"""relocate: a run whose images lie elsewhere now is pointed at them, once they are seen to be the same ones."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.events import Emit
from core.problems import Problem
from core.project import RunFolder, folds_of
from core.run import Gate, Job

if TYPE_CHECKING:
    from core.data.index import Index


def relocate(run: RunFolder, images: str) -> Job:
    """Point a run, and the folds of its series, at the folder where its images lie now. The result is that folder.

    The files must lie there as they lay in the old one and have the bytes that split.csv tells (its sha256). The
    folder above them or one of the class folders will do as well. Raises Problem `images_elsewhere`, `run_busy`,
    `no_checkpoint`, not_a_folder; then nothing has changed.
    """
    def job(emit: Emit, gate: Gate) -> str:
        from core.data.split import compared, load

        if not os.path.isdir(images):
            raise Problem("not_a_folder" if os.path.exists(images) else "no_such_folder", path=images)
        old = root_of(run)
        index = load(run.split_file, _likeliest(images, old, load(run.split_file, old)))
        _, missing, others = compared(index, emit, gate)
        if missing or others:
            raise Problem("images_elsewhere", path=images, count=len(index.samples), missing=len(missing),
                          others=len(others), first=(missing + others)[0])
        for one in folds_of(run) or [run]:
            with one.locked():
                _point(one, index.root)
        return index.root
    return job


def root_of(run: RunFolder) -> str:
    """The folder that the paths of a run's split.csv start from. Raises Problem `no_checkpoint`."""
    plan, fold = run.history().plan, run.fold()
    if plan is not None and plan.root:
        return plan.root
    if fold is not None:
        return fold.root
    raise Problem("no_checkpoint", path=str(run.path))


def _likeliest(images: str, old: str, index: "Index") -> str:
    """The folder that was named, its part of the old name, or the one above it: whichever holds most of the files."""
    named = Path(images).expanduser().absolute()
    roots = [named, named / os.path.basename(old), named.parent]
    return str(max(roots, key=lambda root: sum((root / s.path).is_file() for s in index.samples)))


def _point(run: RunFolder, root: str) -> None:
    history, fold = run.history(), run.fold()
    if history.plan is not None:
        with run.journal() as journal:  # the last plan counts
            journal.write(replace(history.plan, root=root, epochs=history.total_epochs))
    if fold is not None:
        run.save_fold(replace(fold, root=root))
