"""The engine through its public surface: recipes in, events and a run folder out."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from core import jobs
from core.choice import make, replace_at
from core.data import kept
from core.data.index import Index
from core.data.split import split
from core.events import (
    Began,
    Continued,
    Epoch,
    Event,
    Failed,
    Finished,
    Paused,
    PhaseBegan,
    Plan,
    Resumed,
    Saved,
    Step,
    Stopped,
    Warned,
)
from core.history import History
from core.network import Network
from core.problems import Problem
from core.project import RunFolder
from core.recipe import (
    SGD,
    AdamW,
    Colour,
    Constant,
    Cosine,
    Crop,
    Flip,
    LinearHead,
    MlpHead,
    Phase,
    Recipe,
    RMSprop,
    StepDown,
    presets,
)
from core.run import Gate, Run, Stop
from core.sharing import Sharing
from tests.core.conftest import picture

SMALL = Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=4, early_stopping=False,
               device="cpu", phases=(Phase(epochs=3, freeze="4"),), head=LinearHead(dropout=0.3),
               optimiser=AdamW(lr=3e-3),
               augment=(Flip(), Colour()))


@pytest.fixture
def index(folder: Path) -> Index:
    from core.data.look import scan

    return split(scan(folder), Sharing(test=0.2))


def train(index: Index, recipe: Recipe, out: Path, at: Callable[[Run, Event], None] = lambda run, event: None) -> Run:
    return do(jobs.train(index, recipe, RunFolder(out)), out, at)


def do(job: jobs.Job, out: Path, at: Callable[[Run, Event], None] = lambda run, event: None) -> Run:
    run = Run(job, lambda event: at(run, event), name="train", folder=str(out))
    run.run_here()
    return run


def events(out: Path) -> list[Event]:
    return list(RunFolder(out).events())


def test_a_run_leaves_what_the_contract_names(index: Index, tmp_path: Path) -> None:
    done = train(index, SMALL, tmp_path / "run")
    assert done.failure is None
    files = {p.name for p in (tmp_path / "run").iterdir()}
    assert files >= {"recipe.json", "events.jsonl", "split.csv", "last.pt", "best.safetensors", "report.json",
                     "predictions.csv", "log.txt"}
    said = events(tmp_path / "run")
    assert [type(e) for e in said if isinstance(e, Plan | PhaseBegan)] == [Plan, PhaseBegan]
    plan = next(e for e in said if isinstance(e, Plan))
    assert {split: sum(counts) for split, counts in plan.class_images.items()} == plan.images == index.split_counts()
    assert plan.class_images["train"] == [index.tally[name, "train"] for name in plan.classes]
    assert not plan.ready_split
    assert [e.epoch for e in said if isinstance(e, Epoch)] == [1, 2, 3]
    assert any(isinstance(e, Saved) for e in said)
    last = said[-1]
    assert isinstance(last, Finished)
    assert set(last.metrics) == {"train", "validation", "test"}
    report = json.loads((tmp_path / "run" / "report.json").read_text("utf-8"))
    assert report["splits"]["validation"] == json.loads(json.dumps(last.metrics["validation"]))
    assert sum(map(sum, last.metrics["train"]["confusion"])) == last.metrics["train"]["n"] == 12


def test_it_learns_what_colour_tells(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, augment=(), phases=(Phase(epochs=12, freeze="all"),))
    done = train(index, recipe, tmp_path / "run")
    assert done.result.metrics["validation"]["accuracy"] == 1.0
    history = RunFolder(tmp_path / "run").history()
    assert history.epochs[-1].train["loss"] < 0.5 * history.epochs[0].train["loss"]


@pytest.mark.parametrize("augment", [(), (Flip(), Crop(), Colour())], ids=["cached", "augmented"])
@pytest.mark.parametrize("stop_at", [1, 4, 7])
def test_stopped_and_resumed_equals_straight(
        index: Index, tmp_path: Path, stop_at: int, augment: tuple[Flip | Crop | Colour, ...]) -> None:
    recipe = replace(SMALL, augment=augment,
                     phases=(Phase(epochs=1, freeze="all"), Phase(epochs=2, freeze="stem,fire 2", lr_factor=0.5)))
    train(index, recipe, tmp_path / "straight")
    looks = 0

    class Stopping(Gate):
        def __call__(self) -> None:
            nonlocal looks
            if training:
                looks += 1
                if looks == stop_at:
                    self.stop()
            super().__call__()

    training = False

    def watch(run: Run, event: Event) -> None:
        nonlocal training
        training = training or isinstance(event, PhaseBegan)

    run = Run(jobs.train(index, recipe, RunFolder(tmp_path / "parts")), lambda e: watch(run, e), name="train")
    run.gate = Stopping()
    run.run_here()
    assert isinstance(events(tmp_path / "parts")[-1], Stopped)
    training = False
    again = do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts")
    assert again.failure is None
    assert any(isinstance(e, Resumed) for e in events(tmp_path / "parts"))
    one, other = (torch.load(tmp_path / name / "last.pt", weights_only=True) for name in ("straight", "parts"))
    assert one["network"].keys() == other["network"].keys()
    assert all(torch.equal(v, other["network"][k]) for k, v in one["network"].items())
    best = [load_file(tmp_path / name / "best.safetensors") for name in ("straight", "parts")]
    assert all(torch.equal(v, best[1][k]) for k, v in best[0].items())
    metrics = [RunFolder(tmp_path / name).report()["splits"] for name in ("straight", "parts")]  # type: ignore[index]
    assert metrics[0] == metrics[1]


def test_from_scratch_starts_without_an_explosion(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, backbone="mobilenet_v3_small", phases=(Phase(epochs=2, freeze="none"),), augment=())
    train(index, recipe, tmp_path / "run")
    assert all(e.train["loss"] < 3 for e in RunFolder(tmp_path / "run").history().epochs)


def test_frozen_stages_stay_as_they_are(index: Index, tmp_path: Path) -> None:
    train(index, replace(SMALL, backbone="mobilenet_v3_small", phases=(Phase(epochs=1, freeze="stem,stage 3"),)),
          tmp_path / "a")
    train(index, replace(SMALL, backbone="mobilenet_v3_small", phases=(Phase(epochs=2, freeze="stem,stage 3"),)),
          tmp_path / "b")
    one, other = (torch.load(tmp_path / n / "last.pt", weights_only=True)["network"] for n in "ab")
    same = {k for k in one if torch.equal(one[k], other[k])}
    frozen = {k for k in one if k.startswith(("body.0.", "body.3."))}
    assert frozen
    assert frozen <= same
    assert any(k.startswith("body.1.") and "weight" in k and k not in same for k in one)


def weights_of(run: Path) -> dict[str, torch.Tensor]:
    return torch.load(run / "last.pt", weights_only=True)["network"]


def same_weights(one: Path, other: Path) -> bool:
    a, b = weights_of(one), weights_of(other)
    return a.keys() == b.keys() and all(torch.equal(v, b[k]) for k, v in a.items())


def began(run: Path) -> PhaseBegan:
    return next(e for e in events(run) if isinstance(e, PhaseBegan))


@pytest.mark.parametrize("backbone", ["squeezenet1_1", "mobilenet_v3_small"])
def test_cached_equals_uncached(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backbone: str) -> None:
    recipe = replace(SMALL, backbone=backbone, augment=(), phases=(Phase(epochs=2, freeze="5"),))
    train(index, recipe, tmp_path / "first")  # fills what is kept
    train(index, recipe, tmp_path / "again")  # finds all of it
    monkeypatch.setattr("core.data.features.open_shelf", lambda *given: None)
    train(index, recipe, tmp_path / "through")
    assert [began(tmp_path / n).cached for n in ("first", "again", "through")] == [True, True, False]
    assert began(tmp_path / "first").precision == "float32"
    assert same_weights(tmp_path / "first", tmp_path / "again")
    assert same_weights(tmp_path / "first", tmp_path / "through")


def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many images of each batch go through a frozen prefix from now on; what only fills one up is of one shade."""
    seen: list[int] = []
    prefix = Network.prefix

    def count(network: Network, x: torch.Tensor) -> torch.Tensor:
        one_by_one = x.flatten(2)
        seen.append(int((one_by_one.amax(2) > one_by_one.amin(2)).any(1).sum()))
        return prefix(network, x)
    monkeypatch.setattr(Network, "prefix", count)
    return seen


def test_frozen_work_is_done_once_for_all_runs(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = passes(monkeypatch)
    recipe = replace(SMALL, augment=(), phases=(Phase(epochs=3, freeze="all"),))
    train(index, recipe, tmp_path / "one")
    assert sum(n for n in seen if n > 1) == len(index.samples), "each image once in three epochs and the measuring"
    seen.clear()
    train(index, replace(recipe, optimiser=SGD(), batch_size=5), tmp_path / "two")
    assert sum(n for n in seen if n > 1) == 0, "another run of the same frozen network finds it all"
    train(index, replace(recipe, image_size=48), tmp_path / "three")
    assert sum(n for n in seen if n > 1) == len(index.samples), "at another size all is different"


def test_what_an_edit_makes_new_is_bit_for_bit_what_it_is_in_a_whole_run(folder: Path, tmp_path: Path) -> None:
    from core.data.look import scan

    for n in range(12):
        picture(700 + n, (200, 60, 50)).save(folder / "red" / f"more {n}.png")
    index = split(scan(folder), Sharing())
    assert len(index.of("train")) > 20, "in batches of fewer, mobilenet_v3_small's last bits were others"
    recipe = replace(SMALL, backbone="mobilenet_v3_small", weights="bundled", image_size=64, batch_size=32, augment=(),
                     phases=(Phase(epochs=1, freeze="all"),))
    train(index, recipe, tmp_path / "before")
    for n, image in enumerate(index.of("train")[:2]):
        picture(900 + n, (10, 200, 200)).save(folder / image.path)
    train(index, recipe, tmp_path / "edited")  # two rows are computed beside those that are kept
    kept.clear()
    train(index, recipe, tmp_path / "whole")
    assert same_weights(tmp_path / "edited", tmp_path / "whole")


def test_a_changed_image_is_read_again(index: Index, folder: Path, tmp_path: Path) -> None:
    recipe = replace(SMALL, augment=(), phases=(Phase(epochs=1, freeze="all"),))
    old = [s._replace(stamp="1-1") if s.path == "red/red 3.png" else s for s in index.samples]
    picture(999, (10, 200, 200)).save(folder / "red" / "red 3.png")
    train(replace(index, samples=tuple(old)), recipe, tmp_path / "run")
    warned = [e for e in events(tmp_path / "run") if isinstance(e, Warned)]
    assert [(w.code, w.details) for w in warned] == [("images_new_content", {"count": 1})]
    digest = hashlib.sha256((folder / "red" / "red 3.png").read_bytes()).hexdigest()
    assert digest in (tmp_path / "run" / "split.csv").read_text("utf-8")


@pytest.mark.parametrize(("gone", "code"), [("red", "class_gone"), ("", "images_gone")])
def test_images_that_vanished_before_it_are_told(index: Index, folder: Path, tmp_path: Path, gone: str,
                                                 code: str) -> None:
    (folder / gone).rename(folder.parent / "elsewhere")
    done = train(index, SMALL, tmp_path / "run")
    assert isinstance(done.failure, Problem)
    assert done.failure.code == code


def test_an_image_that_vanishes_in_the_middle_ends_nothing(index: Index, folder: Path, tmp_path: Path) -> None:
    recipe = replace(SMALL, phases=(Phase(epochs=2, freeze="none"),))
    gone = index.of("train")[3].path

    def remove(run: Run, event: Event) -> None:
        if isinstance(event, PhaseBegan):
            (folder / gone).unlink()
    done = train(index, recipe, tmp_path / "run", remove)
    assert done.failure is None
    warned = [e for e in events(tmp_path / "run") if isinstance(e, Warned)]
    assert [(w.code, w.details["path"]) for w in warned] == [("images_left_out", gone)]
    assert done.result.metrics["train"]["n"] == len(index.of("train")) - 1


VIEWS = replace(SMALL, augment=(Flip(), Crop(), Colour()), views=2, phases=(Phase(epochs=5, freeze="6"),))


def test_stored_views_are_exact_at_first_and_computed_once(
        index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = passes(monkeypatch)
    short = replace(VIEWS, phases=(Phase(epochs=2, freeze="6"),), schedule=Constant(warmup=0))
    train(index, short, tmp_path / "views")
    train(index, replace(short, views=0), tmp_path / "exact")
    assert [began(tmp_path / n).cached for n in ("views", "exact")] == [True, False]
    assert same_weights(tmp_path / "views", tmp_path / "exact"), "the first epochs are those of exact training"
    seen.clear()
    train(index, replace(VIEWS, seed=3), tmp_path / "long")
    views, unaltered = 2 * len(index.of("train")), len(index.samples)
    assert sum(n for n in seen if n > 1) == views + unaltered, "five epochs, and the measuring of all splits"


def test_a_run_with_views_goes_on_when_what_was_kept_is_gone(index: Index, tmp_path: Path) -> None:
    train(index, VIEWS, tmp_path / "straight")
    kept.clear()

    def stop(run: Run, event: Event) -> None:
        if isinstance(event, Epoch) and event.epoch == 3:
            run.gate.stop()
    train(index, VIEWS, tmp_path / "parts", stop)
    assert kept.clear() > 0
    again = do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts")
    assert again.failure is None
    assert same_weights(tmp_path / "straight", tmp_path / "parts")


def test_memory_that_runs_out_is_made_do_with(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recipe = replace(SMALL, augment=(), batch_size=8, head=LinearHead(), phases=(Phase(epochs=2, freeze="none"),))
    train(index, recipe, tmp_path / "whole")
    suffix = Network.suffix

    def small_memory(network: Network, x: torch.Tensor) -> torch.Tensor:
        if len(x) > 3:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB")
        return suffix(network, x)
    monkeypatch.setattr(Network, "suffix", small_memory)
    done = train(index, recipe, tmp_path / "parts")
    assert done.failure is None
    warned = [e for e in events(tmp_path / "parts") if isinstance(e, Warned)]
    assert [(w.code, w.details["size"]) for w in warned] == [("micro_batch", 4), ("micro_batch", 2)]
    one, other = weights_of(tmp_path / "whole"), weights_of(tmp_path / "parts")
    assert all(torch.allclose(v, other[k], atol=2e-3) for k, v in one.items()), "the parts add up to the batch"


def test_memory_that_never_suffices_is_a_problem(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(network: Network, x: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory")
    monkeypatch.setattr(Network, "suffix", none)
    done = train(index, replace(SMALL, augment=(), phases=(Phase(epochs=1, freeze="none"),)), tmp_path / "run")
    assert getattr(done.failure, "code", "") == "out_of_memory"


def test_more_epochs_go_on_where_a_complete_run_ended(index: Index, tmp_path: Path) -> None:
    train(index, replace(SMALL, phases=(Phase(epochs=2, freeze="all"),)), tmp_path / "run")
    refused = do(jobs.resume(RunFolder(tmp_path / "run")), tmp_path / "run")
    assert getattr(refused.failure, "code", "") == "run_complete"
    more = do(jobs.resume(RunFolder(tmp_path / "run"), 4), tmp_path / "run")
    assert more.failure is None
    history = RunFolder(tmp_path / "run").history()
    assert [e.epoch for e in history.epochs] == [1, 2, 3, 4]
    assert history.state == "finished"


def test_it_stops_early_when_nothing_improves(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, early_stopping=True, patience=2, augment=(), phases=(Phase(epochs=60, freeze="all"),),
                     optimiser=SGD(lr=1e-7))
    done = train(index, recipe, tmp_path / "run")
    assert done.result.stopped_early
    assert len(RunFolder(tmp_path / "run").history().epochs) < 60


def test_the_best_epoch_is_kept(index: Index, tmp_path: Path) -> None:
    train(index, replace(SMALL, best_by="loss"), tmp_path / "run")
    history = RunFolder(tmp_path / "run").history()
    best = min(history.epochs, key=lambda e: e.validation["loss"])
    assert history.best == best
    assert RunFolder(tmp_path / "run").report()["splits"]["validation"]["loss"] == pytest.approx(  # type: ignore[index]
        best.validation["loss"], rel=1e-4)


def test_a_rate_that_is_far_too_high_is_a_problem(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, optimiser=SGD(lr=10.0, momentum=0.99), schedule=Constant(warmup=0), augment=(),
                     phases=(Phase(epochs=30, freeze="none", lr_factor=1000.0),), backbone_lr_factor=10.0)
    done = train(index, recipe, tmp_path / "run")
    assert getattr(done.failure, "code", "") == "diverged"
    last = events(tmp_path / "run")[-1]
    assert isinstance(last, Failed)
    assert RunFolder(tmp_path / "run").history().state == "failed"


@pytest.mark.parametrize("change", [
    {"optimiser": SGD()}, {"optimiser": RMSprop()}, {"schedule": StepDown(every=1)}, {"schedule": Constant()},
    {"schedule": Cosine(warmup=1.0)}, {"head": MlpHead(width=16)}, {"fit": "pad"}, {"fit": "crop"},
    {"loss": replace(Recipe().loss, label_smoothing=0.1, class_weights=True)},
], ids=str)
def test_every_choice_trains(index: Index, tmp_path: Path, change: dict[str, object]) -> None:
    recipe = replace(SMALL, phases=(Phase(epochs=1, freeze="all"),), augment=())
    done = train(index, replace(recipe, **change), tmp_path / "run")  # type: ignore[arg-type]
    assert done.failure is None


@pytest.mark.parametrize("name", list(presets()))
def test_every_preset_trains(index: Index, tmp_path: Path, name: str) -> None:
    from core.recipe import apply_preset, with_epochs

    recipe = apply_preset(replace(SMALL, augment=()), name)
    recipe = replace(with_epochs(recipe, 2), weights="random")
    assert train(index, recipe, tmp_path / "run").failure is None


def test_a_journal_cut_off_by_a_crash_is_read_up_to_there(
        index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.train.MAY_BE_LOST", 0.0)
    train(index, SMALL, tmp_path / "run")
    journal = tmp_path / "run" / "events.jsonl"
    whole = journal.read_bytes()
    cut = whole[: whole.rindex(b'{"event": "Epoch"') + 30]
    journal.write_bytes(cut)
    history = RunFolder(tmp_path / "run").history()
    assert len(history.epochs) == 2
    assert history.state == "stopped"


def test_steps_after_the_checkpoint_are_void(index: Index) -> None:
    def step(n: int) -> Step:
        return Step(n, n / 10, 1.0, 0.5, 1e-3, 10.0)
    history = History().absorb([step(1), step(5), step(9), Resumed(5, 0, 3), step(6)])
    assert [s.step for s in history.steps] == [1, 5, 6]


def test_a_choice_is_made_with_its_own_fields() -> None:
    factor = make(replace_at(Recipe(), "schedule", "Constant").schedule, epochs=4)
    assert factor(3.0) == 1.0


def test_a_run_goes_on_only_with_the_images_that_it_began_with(index: Index, tmp_path: Path) -> None:
    out = tmp_path / "run"
    train(index, replace(SMALL, phases=(Phase(epochs=1, freeze="all"),)), out)
    before = (out / "recipe.json").read_bytes()
    image = Path(index.root) / index.samples[0].path
    image.write_bytes((Path(index.root) / index.samples[-1].path).read_bytes())
    again = do(jobs.resume(RunFolder(out), 2), out)
    assert isinstance(again.failure, Problem)
    assert again.failure.code == "images_changed"
    assert again.failure.details == {"count": 1, "path": index.samples[0].path}
    assert (out / "recipe.json").read_bytes() == before


def test_a_second_process_leaves_a_run_alone(index: Index, tmp_path: Path) -> None:
    out = tmp_path / "run"
    train(index, replace(SMALL, phases=(Phase(epochs=1, freeze="all"),)), out)
    (out / "last.pt").unlink()
    (out / "best.safetensors").unlink()  # as before the first checkpoint
    before = {name: (out / name).read_bytes() for name in ("recipe.json", "events.jsonl", "split.csv")}
    with RunFolder(out).locked():
        second = train(index, SMALL, out)
    assert getattr(second.failure, "code", "") == "run_busy"
    assert before == {name: (out / name).read_bytes() for name in before}


def test_the_journal_has_the_start_and_the_pauses(index: Index, tmp_path: Path) -> None:
    def watch(run: Run, event: Event) -> None:
        if isinstance(event, PhaseBegan):
            run.gate.pause()
        if isinstance(event, Paused):
            run.gate.resume()

    train(index, replace(SMALL, phases=(Phase(epochs=1, freeze="all"),)), tmp_path / "run", watch)
    said = [type(e) for e in events(tmp_path / "run")]
    assert said[0] is Began
    assert said.index(Paused) < said.index(Continued)


def test_what_was_measured_of_earlier_weights_goes_with_them(index: Index, tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run")
    train(index, replace(SMALL, augment=(), phases=(Phase(epochs=1, freeze="4"),)), run.path)
    assert run.report_file.is_file()

    def watch(job: Run, event: Event) -> None:
        if isinstance(event, Epoch) and event.best:
            job.gate.stop()

    stopped = do(jobs.resume(run, 30), run.path, watch)
    assert isinstance(stopped.failure, Stop)
    assert run.report() is None
    assert not run.unlike_file.exists()
    assert run.predictions() == ()
    report = do(jobs.finish(run), run.path).result
    straight = len(RunFolder(run.path).history().phases[-1].frozen)
    assert report["freeze"] == str(straight) == "4"
    assert report["learned"] == RunFolder(run.path).history().phases[-1].learns


def test_the_number_of_threads_is_left_as_it_was(index: Index, tmp_path: Path) -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        train(index, replace(SMALL, augment=(), phases=(Phase(epochs=1, freeze="all"),)), tmp_path / "run")
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)


def test_a_stop_while_validating_loses_no_step(index: Index, tmp_path: Path) -> None:
    recipe = replace(SMALL, phases=(Phase(epochs=2, freeze="4"),))
    train(index, recipe, tmp_path / "straight")
    looks = 0

    class Stopping(Gate):
        def __call__(self) -> None:
            nonlocal looks
            looks += training
            if looks == 4:  # three batches of training, then the first of validation
                self.stop()
            super().__call__()

    training = False

    def watch(event: Event) -> None:
        nonlocal training
        training = training or isinstance(event, PhaseBegan)

    run = Run(jobs.train(index, recipe, RunFolder(tmp_path / "parts")), watch, name="train")
    run.gate = Stopping()
    run.run_here()
    assert not [e for e in events(tmp_path / "parts") if isinstance(e, Epoch)]
    assert isinstance(run.failure, Stop)
    assert do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts").failure is None
    one, other = (torch.load(tmp_path / n / "last.pt", weights_only=True)["network"] for n in ("straight", "parts"))
    assert all(torch.equal(v, other[k]) for k, v in one.items())
    said = [[(e.train, e.validation) for e in RunFolder(tmp_path / n).history().epochs] for n in ("straight", "parts")]
    assert said[0] == said[1]


def test_an_image_that_is_gone_at_the_start_stays_out(index: Index, tmp_path: Path) -> None:
    gone = next(s.path for s in index.samples if s.split == "train")
    (Path(index.root) / gone).unlink()
    out = tmp_path / "run"
    assert train(index, replace(SMALL, phases=(Phase(epochs=1, freeze="all"),)), out).failure is None
    assert gone not in (out / "split.csv").read_text("utf-8")
    assert do(jobs.resume(RunFolder(out), 2), out).failure is None
