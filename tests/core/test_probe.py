"""The probe: what it measures is of the right stages and the right size, is kept, and stops when asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from core import chores, jobs, probe
from core.backbones import BACKBONES
from core.choice import union_of
from core.data.look import scan
from core.estimate import NUMBERS, Costs, estimate
from core.events import Event, Progress
from core.meter import Watch, memory_in_use, meter
from core.network import describe
from core.places import cache_folder
from core.problems import Problem
from core.recipe import Phase, Recipe
from core.run import Gate, Stop
from tests.core.conftest import Fill

KEY, SIZE, BATCH = "mobilenet_v3_small", 64, 4


def measured(key: str = KEY, size: int = SIZE, batch: int = BATCH, **other: Any) -> Costs:
    """What the probe says, on the CPU."""
    return probe.measure(key, size, batch, "cpu", lambda event: None, Gate(), **other)


@pytest.fixture(autouse=True)
def in_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures need not be exact here."""
    monkeypatch.setattr(probe, "SECONDS", 0.02)
    monkeypatch.setattr(chores, "_WRITTEN", 2**16)
    monkeypatch.setattr(Watch, "median", lambda self, work, seconds=0.0, most=1: [work(), 0.001][1])


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Costs]:
    """One measuring for all tests that only look at it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THAWLINE_CACHE", str(tmp_path_factory.mktemp("probe")))
        patch.setattr(probe, "SECONDS", 0.02)
        yield measured()


# --- what is measured ------------------------------------------------------------------------------


def test_the_stages_are_those_of_the_network(known: Costs) -> None:
    told = describe(KEY, SIZE)
    assert [(s.name, s.parameters) for s in known.stages] == [(f.name, f.parameters) for f in told]
    assert known.width == int(told[-1].output)
    assert (known.backbone, known.size, known.device, known.precision) == (KEY, SIZE, "cpu", "float32")


def test_bytes_are_those_of_one_image(known: Costs) -> None:
    told = {f.name: f.output for f in describe(KEY, SIZE)}
    assert told["stem"] == "32×32"
    assert known.stages[0].out == 4 * 16 * 32 * 32
    assert known.stages[-1].out == 4 * known.width
    # The convolution's output, the batch norm's, and the activation's: each is needed in the backward pass.
    assert known.stages[0].kept == 3 * known.stages[0].out
    for stage in known.stages:
        assert 0 < stage.out <= stage.kept <= stage.ahead
        assert stage.out <= stage.still <= stage.ahead
        assert stage.back >= 0
    assert known.stages[1].back > known.stages[1].out  # the gradient that comes in, and what is made of it


def test_seconds_are_there_in_every_way(known: Costs) -> None:
    for stage in known.stages:
        assert min(stage.prefix, stage.look, stage.learn, stage.begin, stage.through) > 0
    assert sum(s.learn for s in known.stages) > sum(s.look for s in known.stages)
    for value in (known.step, known.product, known.update, known.image, known.row, known.save, known.load):
        assert value >= 0
    assert set(known.augment) == {kind.__name__ for kind in union_of(Recipe, "augment")} | {NUMBERS}


def test_a_part_of_the_work_is_the_same_for_any_batch() -> None:
    def seconds(count: int) -> float:
        return 0.05 + 0.01 * count
    assert probe._scaled(seconds(2), 2, seconds(8), 8, 32) == pytest.approx(seconds(32) / 32)
    assert probe._scaled(1.0, 2, 8.0, 8, 32) == 1.0  # nothing is fixed: as slow for each
    assert 0 < probe._scaled(1.0, 2, 1.0, 8, 32) <= 1 / 8


def test_an_estimate_follows(known: Costs) -> None:
    counts = {"train": 100, "validation": 20}
    first, last = (estimate(Recipe(phases=(Phase(freeze=f),)), known, counts, 3) for f in ("none", "all"))
    assert first.epoch.likely > last.epoch.likely > 0
    assert first.memory.likely > last.memory.likely > known.base > 0


@pytest.mark.parametrize("key", ["squeezenet1_1", "densenet121", "swin_t"])
def test_other_kinds_of_networks(key: str) -> None:
    assert len(measured(key, 64, 2).stages) == len(describe(key, 64))


@pytest.mark.slow
@pytest.mark.parametrize("key", BACKBONES)
def test_every_backbone(key: str) -> None:
    found = measured(key, 0, 2)
    assert all(stage.learn > 0 and stage.kept > 0 for stage in found.stages)


# --- kept, stopped, refused ------------------------------------------------------------------------


def test_the_second_time_nothing_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    first = measured()
    kept = list((cache_folder() / "costs").iterdir())
    assert [path.suffix for path in kept] == [".json"]
    monkeypatch.setattr(probe, "_Probe", None)
    again = measured()
    assert (again.stages, again.step) == (first.stages, first.step)
    with pytest.raises(TypeError):  # another size is measured
        measured(size=96)


def test_what_is_damaged_is_measured_again() -> None:
    measured()
    for path in (cache_folder() / "costs").iterdir():
        path.write_text("{", "utf-8")
    assert measured().stages


def test_it_says_how_far_it_is_and_stops() -> None:
    said: list[Event] = []
    gate = Gate()

    def hear(event: Event) -> None:
        said.append(event)
        if len(said) == 3:
            gate.stop()
    with pytest.raises(Stop):
        probe.measure(KEY, SIZE, BATCH, "cpu", hear, gate)
    assert all(isinstance(e, Progress) and e.what == "probe" and e.done <= e.total for e in said)
    assert len(said) == 3


def test_torch_has_its_threads_back(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        measured()
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(threads)


@pytest.mark.parametrize(("key", "size", "code"), [("none", 0, "unknown_backbone"), (KEY, 8, "image_too_small")])
def test_what_cannot_be_measured_is_a_problem(key: str, size: int, code: str) -> None:
    with pytest.raises(Problem) as raised:
        measured(key, size)
    assert raised.value.code == code


def test_files_are_decoded_and_faulty_ones_passed_over(known: Costs, folder: Path) -> None:
    assert known.decode == 0
    good = sorted(folder.glob("*/*.png"))[:3]
    (folder / "broken.png").write_bytes(b"no picture")
    assert probe.measure_files(known, [folder / "broken.png", *good], "squash").decode > 0
    assert probe.measure_files(known, [folder / "broken.png"], "squash").decode == 0


def test_the_job_measures_for_a_recipe_and_a_folder(fill: Fill) -> None:
    index = scan(fill("few", {"cats": 3, "dogs": 3}))
    recipe = Recipe(image_size=SIZE, batch_size=BATCH, device="cpu")
    found = jobs.probe(recipe, index)(lambda event: None, Gate())
    assert found.decode > 0
    assert jobs.probe(recipe)(lambda event: None, Gate()).decode == 0


# --- the meter -------------------------------------------------------------------------------------


def test_the_meter_counts_every_storage_once() -> None:
    known = torch.zeros(1000)
    with meter(torch.device("cpu"), [known]) as taken:
        assert taken.start() == 0
        kept = known + 1
        same = kept.view(10, 100)[2:]
        del kept
        assert taken.now() == 4000
        passing = torch.zeros(500, dtype=torch.uint8)
        del passing
        assert (taken.now(), taken.most()) == (4000, 4500)
        assert taken.start() == 4000
        del same
        assert (taken.now(), taken.most()) == (0, 4000)


def test_the_meter_counts_what_the_backward_pass_needs() -> None:
    layer, x = nn.Linear(10, 100), torch.zeros(50, 10)
    with meter(torch.device("cpu"), [*layer.parameters(), x]) as taken:
        y = layer(x).relu()
        assert taken.now() == 4 * 50 * 100
        y.sum().backward()
        assert taken.most() >= 2 * 4 * 50 * 100


def test_memory_in_use_is_that_of_the_process() -> None:
    before = memory_in_use()
    block = np.ones(2**23)
    assert memory_in_use() - before > 0.9 * block.nbytes
