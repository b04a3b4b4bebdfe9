"""The command line: the same jobs from a terminal, the proof that core stands alone."""

import argparse
import contextlib
import io
import json
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from core import jobs
from core.backbones import BACKBONES, image_size
from core.check import check_recipe
from core.doubts import doubts
from core.events import Emit, Epoch, Event, Failed, Finished, PhaseBegan, Progress, Stopped, Warned, to_line
from core.facts import Prediction
from core.files import ensure_folder
from core.options import details_of, recipe_of, source_of, told, with_settings
from core.problems import Problem, sentence
from core.project import RunFolder, folds_of
from core.recipe import Recipe, presets
from core.run import Gate, Job, Run, Stop
from core.sharing import Sharing
from core.source import Source

if TYPE_CHECKING:
    from core.data.index import Index

DONE, UNEXPECTED, PROBLEM, INTERRUPTED = 0, 1, 2, 130
_ONE_VALUE = ("inspect", "backbones", "doctor")
"""Verbs that print one value with --json, the others an event a line."""


def main(arguments: Sequence[str]) -> int:
    """Run one verb. Returns the exit status: 0 done, 2 a Problem, 130 interrupted, 1 an unexpected fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console of few letters ends no training
    as_events = "--json" in arguments and arguments[0] not in _ONE_VALUE
    try:
        options = _parser().parse_args(arguments)
        return int(options.work(options))
    except Problem as problem:
        if as_events:
            _print_json(to_line(Failed(problem.code, problem.details)))
        return _say_problem(problem.code, problem.details)
    except BrokenPipeError:  # the reader of our output has left
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        if as_events:
            _print_json(to_line(Stopped("", 0.0)))
        print("thawline: stopped", file=sys.stderr)
        return INTERRUPTED


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Problem("bad_option", reason=message)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="thawline", description="Fine-tune a pretrained image backbone on a folder of images.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)

    def verb(name: str, work: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=help, description=help)
        made.set_defaults(work=work)
        made.add_argument("--json", action="store_true", help="one event a line on standard output")
        return made

    demo = verbs.add_parser("demo", help="the sample job through the real window")
    demo.add_argument("--out", default="demo", help="where the run, the report and the pictures go")
    verb("doctor", _doctor, "the device that will be used and why, versions, memory, folders")
    inspect = verb("inspect", _inspect, "what is in a folder of images")
    inspect.add_argument("folder")
    _reading_options(inspect)
    verb("backbones", _backbones, "the table of pretrained models")
    _train_options(verb("train", _train, "train a backbone on a folder of images"))
    resume = verb("resume", _resume, "go on with a run after a stop, a crash, or with more epochs")
    resume.add_argument("run")
    resume.add_argument("--epochs", type=int, help="the new total")
    resume.add_argument("--images", metavar="FOLDER", default="", help="where the run's images lie now")
    evaluate = verb("evaluate", _evaluate, "measure a run on another labelled folder")
    evaluate.add_argument("run")
    evaluate.add_argument("folder")
    evaluate.add_argument("--unseen", action="store_true", help="leave out what the model was trained or chosen on")
    _reading_options(evaluate)
    predict = verb("predict", _predict, "say what files or the files of folders show")
    predict.add_argument("run")
    predict.add_argument("paths", nargs="+", metavar="PATH")
    predict.add_argument("--csv", metavar="FILE")
    export = verb("export", _export, "write a run's model or report")
    export.add_argument("run")
    export.add_argument("--to", required=True, metavar="FORMAT", help=", ".join(k for k, _, _ in jobs.EXPORT_TITLES))
    export.add_argument("out")
    return parser


def _reading_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--labels", metavar="FILE", help="a table of paths and labels")
    verb.add_argument("--read", action="append", default=[], metavar="field=value")


def _train_options(train: argparse.ArgumentParser) -> None:
    train.add_argument("folder")
    train.add_argument("--out", required=True, metavar="RUN")
    train.add_argument("--recipe", metavar="FILE")
    train.add_argument("--preset", metavar="NAME", help=", ".join(presets()))
    train.add_argument("--backbone", metavar="KEY")
    train.add_argument("--weights", metavar="auto|bundled|download|random|FILE")
    train.add_argument("--freeze", metavar="all|none|N|NAME,NAME…")
    train.add_argument("--epochs", type=int, metavar="N")
    train.add_argument("--image-size", type=int, metavar="N")
    train.add_argument("--batch-size", type=int, metavar="N")
    train.add_argument("--lr", type=float, metavar="X")
    train.add_argument("--seed", type=int, metavar="N")
    train.add_argument("--no-early-stopping", action="store_true")
    train.add_argument("--device", metavar="auto|cpu|cuda|cuda:N|mps")
    _reading_options(train)
    train.add_argument("--folds", type=int, metavar="K", help="K runs in RUN; every image validates in one of them")
    train.add_argument("--share", action="append", default=[], metavar="field=value")
    train.add_argument("--set", action="append", default=[], metavar="dotted.path=value")


# --- saying --------------------------------------------------------------------------------------


def _print_json(text: str) -> None:
    """Print a line of JSON; where the console has not all letters of it, those as JSON's own escapes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text))
    print(text, flush=True)


def _say_problem(code: str, details: dict[str, Any]) -> int:
    print(f"thawline: {code}: {sentence(code, details)}", file=sys.stderr)
    return UNEXPECTED if code == "unexpected" else PROBLEM


def _do(job: Job, options: argparse.Namespace, name: str, folder: str = "") -> tuple[int, Run]:
    """Run a job here with its events said. Returns the exit status and the run.

    Ctrl-C stops it at the next look, a second one at once.
    """
    run = Run(job, _teller(options.json), name=name, folder=folder)

    def interrupt(number: int, frame: object) -> None:
        if run.gate.stopping:
            raise KeyboardInterrupt
        run.gate.stop()

    earlier = signal.signal(signal.SIGINT, interrupt)
    try:
        run.run_here()
    finally:
        signal.signal(signal.SIGINT, earlier)
    if run.failure is None:
        return DONE, run
    if isinstance(run.failure, Problem):
        return _say_problem(run.failure.code, run.failure.details), run
    if not isinstance(run.failure, Stop):
        return UNEXPECTED, run
    begun = name in ("train", "resume") and RunFolder(folder).exists()
    print(f"thawline: stopped; go on with: thawline resume {folder}" if begun else "thawline: stopped", file=sys.stderr)
    return INTERRUPTED, run


def _teller(as_json: bool) -> Callable[[Event], None]:
    def tell_json(event: Event) -> None:
        _print_json(to_line(event))

    def tell(event: Event) -> None:
        line = _line(event)
        if line:
            print(line, file=sys.stderr, flush=True)
    return tell_json if as_json else tell


def _line(event: Event) -> str:
    match event:
        case Progress():
            return f"{event.what} {event.done} of {event.total}" if event.done in (event.total, 0) or \
                event.what == "fold" else ""
        case PhaseBegan():
            return f"phase {event.phase + 1}: {len(event.frozen)} stages frozen, {event.learns:,} parameters learn"
        case Epoch():
            mark = " *" if event.best else ""
            loss, found = event.train["loss"], event.validation
            return (f"epoch {event.epoch}: loss {loss:.4f}, validation loss {found['loss']:.4f}, "
                    f"accuracy {found['accuracy']:.4f}, {event.seconds:.1f} s{mark}")
        case Warned():
            return f"warning: {told(event.code, event.details)}"
        case Failed() if event.code == "unexpected":
            return f"thawline: unexpected: {sentence('unexpected', event.details)}"
    return ""


# --- verbs ---------------------------------------------------------------------------------------


def _train(options: argparse.Namespace) -> int:
    recipe, run = recipe_of(options), RunFolder(options.out)
    if run.is_series():
        raise Problem("run_exists", path=str(run.path))
    source, sharing = source_of(options), with_settings(Sharing(), "--share", options.share)
    for problem in check_recipe(recipe):
        raise problem
    replace(sharing, folds=options.folds if options.folds is not None else sharing.folds).check()
    if options.folds is not None:
        return _train_folds(recipe, source, sharing, options)

    def job(emit: Emit, gate: Gate) -> Finished:
        index = jobs.scan(options.folder, source=source, sharing=sharing)(emit, gate)
        _tell_of_folder(index, emit)
        for problem in jobs.check(recipe, index):
            raise problem
        _tell_doubts(recipe, len(index.of("train")), emit)
        end: Finished = jobs.train(index, recipe, run)(emit, gate)
        return end
    return _train_and_tell(job, run, options, "train")


def _tell_of_folder(index: "Index", emit: Emit) -> None:
    """What was remarkable while the folder was read: how it was understood, and what is left out."""
    for finding in index.noticed:
        emit(Warned(finding.code, details_of(finding)))
    if index.faults:
        emit(Warned("files_left_out", {"count": len(index.faults), "path": index.faults[0].path}))


def _tell_doubts(recipe: Recipe, images: int, emit: Emit) -> None:
    for doubt in doubts(recipe, images):
        emit(Warned(doubt.code, doubt.details))


def _train_folds(recipe: Recipe, source: Source, sharing: Sharing, options: argparse.Namespace) -> int:
    out = Path(options.out)
    runs = [RunFolder(out / f"fold-{n + 1}") for n in range(options.folds)]

    def job(emit: Emit, gate: Gate) -> Finished:
        index = jobs.scan(options.folder, source=source, sharing=sharing, share_out=False)(emit, gate)
        _tell_of_folder(index, emit)
        _tell_doubts(recipe, len(index.samples) * (options.folds - 1) // options.folds, emit)
        jobs.make_folds(index, sharing, recipe, runs)(emit, gate)
        return _through_folds(out, emit, gate)
    return _train_and_tell(job, RunFolder(out), options, "train")


def _through_folds(out: Path, emit: Emit, gate: Gate, epochs: int | None = None) -> Finished:
    """Train every fold of a series that has not come to its end, with new `epochs` all; then say what they come to."""
    began, one = time.monotonic(), RunFolder(out / "fold-1")
    for run in folds_of(one):
        history = run.history()
        if history.state != "finished" or (epochs is not None and history.total_epochs < epochs):
            emit(Progress("fold", own.number + 1 if (own := run.fold()) else 0, len(folds_of(one))))
            jobs.resume(run, epochs)(emit, gate)
    found = jobs.across(one)(emit, gate)
    if found is None:
        raise Problem("no_best", path=str(out))
    return Finished(str(out), time.monotonic() - began, {"validation": found.metrics})


def _resume(options: argparse.Namespace) -> int:
    run = RunFolder(options.run)
    if run.is_series():
        def job(emit: Emit, gate: Gate) -> Finished:
            if options.images:
                jobs.relocate(RunFolder(run.path / "fold-1"), options.images)(emit, gate)
            return _through_folds(run.path, emit, gate, options.epochs)
        return _train_and_tell(job, run, options, "resume")
    return _train_and_tell(jobs.resume(run.opened(), options.epochs, options.images), run, options, "resume")


def _train_and_tell(job: Job, run: RunFolder, options: argparse.Namespace, name: str) -> int:
    status, done = _do(job, options, name, str(run.path))
    if status == DONE and "test" in done.result.metrics:  # its figures have been said, or are said here
        with contextlib.suppress(Problem):  # the run is whole, even if the disk is full by now
            run.open_test()
    if status == DONE and not options.json:
        for split, metrics in done.result.metrics.items():
            print(_summary(split, metrics))
        print(f"run: {run.path}")
    return status


def _summary(split: str, metrics: dict[str, Any]) -> str:
    low, high = metrics["accuracy_low"], metrics["accuracy_high"]
    return (f"{split}: accuracy {metrics['accuracy']:.4f} ({low:.4f} to {high:.4f}), "
            f"balanced {metrics['balanced_accuracy']:.4f}, {metrics['n']} images")


def _evaluate(options: argparse.Namespace) -> int:
    run = RunFolder(options.run).opened()
    job = jobs.evaluate(run, options.folder, source_of(options), unseen=options.unseen)
    status, done = _do(job, options, "evaluate", str(run.path))
    if status == DONE and not options.json:
        print(_summary("test", done.result.metrics["test"]))
    return status


def _predict(options: argparse.Namespace) -> int:
    run = RunFolder(options.run).opened()
    if options.csv:
        ensure_folder(Path(options.csv).expanduser().absolute().parent)  # before the work, not after it
        if Path(options.csv).is_dir():
            raise Problem("not_writable", path=options.csv, reason="it is a folder")
    status, done = _do(jobs.predict(run, options.paths), options, "predict", str(run.path))
    if status != DONE:
        return status
    said: tuple[Prediction, ...] = done.result
    if not options.json:
        for p in said:
            print(f"{p.path}: {p.problem or f'{p.label} {p.probability:.3f}'}")
    if options.csv:  # last: when the disk is full by now, the answers have been printed
        jobs.save_predictions(Path(options.csv).expanduser(), said, _result(jobs.classes_of(run)))
    return status


def _export(options: argparse.Namespace) -> int:
    run = RunFolder(options.run).opened()
    status, done = _do(jobs.export(run, options.to, Path(options.out)), options, "export", str(run.path))
    if status == DONE and not options.json:
        print(done.result)
    return status


def _inspect(options: argparse.Namespace) -> int:
    index = _result(jobs.scan(options.folder, source=source_of(options), thorough=True))
    faults = [{"path": f.path, "code": f.code, "detail": sentence(f.code, f.details)} for f in index.faults]
    warned = [(w.code, details_of(w)) for w in index.findings] + [(p.code, p.details) for p in index.problems]
    if options.json:
        found = {"samples": len(index.samples), "classes": index.counts(), "splits": index.split_counts(),
                 "faults": faults, "warnings": [{"code": c, **d} for c, d in warned]}
        _print_json(json.dumps(found, ensure_ascii=False))
        return DONE
    print(f"{len(index.samples)} images, {len(index.classes)} classes")
    for name, count in index.counts().items():
        print(f"  {name}: {count}")
    print("splits: " + ", ".join(f"{name} {count}" for name, count in index.split_counts().items()))
    for fault in faults:
        print(f"left out: {fault['path']}: {fault['detail']}")
    for code, details in warned:
        print(f"note: {told(code, details)}")
    return DONE


def _backbones(options: argparse.Namespace) -> int:
    rows = []
    for row in BACKBONES.values():
        stages = _result(jobs.describe(row.key, 0))
        rows.append({"key": row.key, "title": row.title, "stages": len(stages), "parameters": row.parameters,
                     "image_size": image_size(row.key, 0), "weights": jobs.weights_here(row),
                     "megabytes": row.megabytes, "imagenet_top1": row.top1, "licence": row.licence})
    if options.json:
        _print_json(json.dumps(rows, ensure_ascii=False))
        return DONE
    print(f"{'key':20} {'stages':>6} {'parameters':>12} {'pixels':>6}  weights")
    for r in rows:
        get = f"download {r['megabytes']} MB" if r["weights"] == "download" else r["weights"]
        print(f"{r['key']:20} {r['stages']:6} {r['parameters']:12,} {r['image_size']:6}  {get}")
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    from core.doctor import facts

    found = facts()
    if options.json:
        _print_json(json.dumps(found, ensure_ascii=False))
    else:
        for name, value in found.items():
            print(f"{name + ':':20} {value}")
    return DONE


def _result(job: Job) -> Any:
    """The result of a small job, done here and in silence."""
    return job(lambda event: None, Gate())
