"""Statistics of thawed stages: kept, measured anew before each validation, or left to drift as in earlier versions."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from core import jobs
from core.data.index import Index
from core.data.look import scan
from core.data.split import split
from core.events import Epoch, Event, PhaseBegan, Progress
from core.feed import Feed
from core.model import Model, load_model
from core.network import Network, build, describe
from core.norms import measure_statistics
from core.project import RunFolder
from core.recipe import AdamW, LinearHead, Phase, Recipe, apply_preset, parse_freeze, read_recipe
from core.run import Gate, Run
from core.sharing import Sharing

SMALL = Recipe(backbone="mobilenet_v3_small", weights="random", image_size=32, batch_size=4, early_stopping=False,
               device="cpu", phases=(Phase(epochs=2, freeze="10"),), head=LinearHead(dropout=0.3))
STATISTICS = ("running_mean", "running_var", "num_batches_tracked")


@pytest.fixture
def index(folder: Path) -> Index:
    return split(scan(folder), Sharing(test=0.2))


def train(index: Index, recipe: Recipe, out: Path, gate: Gate | None = None) -> Run:
    return do(jobs.train(index, recipe, RunFolder(out)), out, gate)


def do(job: jobs.Job, out: Path, gate: Gate | None = None) -> Run:
    run = Run(job, lambda event: None, name="train", folder=str(out))
    run.gate = gate or run.gate
    run.run_here()
    return run


def weights_of(run: Path) -> dict[str, Tensor]:
    found: dict[str, Tensor] = torch.load(run / "last.pt", weights_only=True)["network"]
    return found


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(t, other[name]) for name, t in one.items())


# --- what the weights mean -------------------------------------------------------------------------


@pytest.mark.parametrize(("weights", "meant"), [
    ("auto", "keep"), ("bundled", "keep"), ("download", "keep"), ("a file.pth", "keep"), ("random", "follow")])
def test_left_to_the_weights_pretrained_ones_keep_theirs(weights: str, meant: str) -> None:
    assert Recipe(weights=weights).thawed_statistics == meant
    for asked in ("keep", "follow", "momentum"):
        assert Recipe(weights=weights, statistics=asked).thawed_statistics == asked


def test_from_scratch_follows_whatever_was_chosen_before() -> None:
    assert apply_preset(Recipe(statistics="keep"), "from_scratch").thawed_statistics == "follow"


def test_stages_say_whether_they_have_batch_norms() -> None:
    assert [stage.norms > 0 for stage in describe("mobilenet_v3_small")] == [True] * 13 + [False]  # a linear layer
    assert not any(stage.norms for stage in describe("vit_b_16"))


# --- keep ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("freeze", ["11", "stem,stage 3"])
def test_kept_statistics_never_change_while_scale_and_shift_learn(index: Index, tmp_path: Path, freeze: str) -> None:
    recipe = replace(SMALL, weights="bundled", phases=(Phase(epochs=2, freeze=freeze),))
    train(index, recipe, tmp_path / "run")
    network = build(recipe.backbone, weights="bundled", classes=3, head=recipe.head, image_size=32)
    before, after = network.state_dict(), weights_of(tmp_path / "run")
    still = {name for name in before if torch.equal(before[name], after[name])}
    assert {name for name in before if name.endswith(STATISTICS)} <= still
    network.freeze(parse_freeze(freeze, network.names, ""))
    norms = {id(norm) for norm in network.thawed_norms()}
    learn = {f"{name}.{part}" for name, norm in network.named_modules() if id(norm) in norms
             for part in ("weight", "bias")}
    assert learn
    assert not learn & still


def test_with_kept_statistics_a_thawed_network_begins_where_the_frozen_one_does(index: Index, tmp_path: Path) -> None:
    pretrained = replace(SMALL, weights="bundled", phases=(Phase(epochs=1, freeze="12", lr_factor=1e-6),))
    train(index, pretrained, tmp_path / "thawed")
    train(index, replace(pretrained, phases=(Phase(epochs=1, freeze="all", lr_factor=1e-6),)), tmp_path / "frozen")
    maps = []
    for name in ("thawed", "frozen"):
        known = weights_of(tmp_path / name)
        maps.append(known["head.scale"] * (known["head.basis"].T * known["head.gain"]) @ known["head.basis"])
    assert maps[0].abs().max() > 0.01
    assert torch.allclose(maps[0], maps[1], atol=1e-3)


# --- follow ----------------------------------------------------------------------------------------


def by_hand(network: Network, batches: list[Tensor]) -> dict[str, Tensor]:
    """Mean and unbiased variance of what comes to each thawed batch norm, averaged over the batches."""
    names = {module: name for name, module in network.named_modules()}
    sums: dict[str, Tensor] = {}

    def look(norm: nn.Module, given: tuple[Tensor]) -> None:
        x = given[0].transpose(0, 1).flatten(1).double()
        for part, found in (("mean", x.mean(1)), ("var", x.var(1))):
            key = f"{names[norm]}.running_{part}"
            sums[key] = sums.get(key, torch.zeros(())) + found / len(batches)
    hooks = [norm.register_forward_pre_hook(look) for norm in network.thawed_norms()]
    network.eval()
    for norm in network.thawed_norms():
        norm.train()
    with torch.no_grad():
        for batch in batches:
            network.suffix(batch)
    for hook in hooks:
        hook.remove()
    return sums


def test_measured_statistics_are_those_of_the_training_images(index: Index, tmp_path: Path) -> None:
    train(index, replace(SMALL, statistics="follow"), tmp_path / "run")
    model = load_model(RunFolder(tmp_path / "run"), "cpu")
    feed = Feed(index, model, lambda event: None, Gate())
    known = {k: v.clone() for k, v in model.network.state_dict().items()}
    measure_statistics(feed, lambda: None)
    assert not any(norm.training or norm.momentum is None for norm in model.network.thawed_norms())
    again = {k: v.clone() for k, v in model.network.state_dict().items()}
    batches = list(feed.mixed(1024))
    assert [len(batch) for batch in batches] == [4] * (len(index.of("train")) // 4)
    wanted = by_hand(model.network, batches)
    feed.close()
    assert wanted
    for name, found in wanted.items():
        assert torch.allclose(again[name].double(), found, rtol=1e-3, atol=1e-5), name
    # What the run saved as its best is what was measured of these very weights.
    assert all(torch.allclose(again[name], known[name], rtol=1e-3, atol=1e-5) for name in known)


@pytest.mark.parametrize("statistics", ["keep", "follow"])
def test_an_epoch_is_measured_as_what_is_kept_of_it(index: Index, tmp_path: Path, statistics: str) -> None:
    train(index, replace(SMALL, statistics=statistics, phases=(Phase(epochs=2, freeze="11"),)), tmp_path / "run")
    run = RunFolder(tmp_path / "run")
    best = [e for e in run.events() if isinstance(e, Epoch) and e.best][-1]
    found = (run.report() or {})["splits"]["validation"]
    assert found["loss"] == pytest.approx(best.validation["loss"], rel=1e-4)
    assert found["accuracy"] == pytest.approx(best.validation["accuracy"])


def test_from_random_weights_only_followed_statistics_show_what_was_learned(index: Index, tmp_path: Path) -> None:
    recipe = replace(apply_preset(SMALL, "from_scratch"), optimiser=AdamW(lr=3e-3))
    accuracy = {}
    for statistics in ("auto", "momentum"):
        chosen = replace(recipe, statistics=statistics, phases=(Phase(epochs=6, freeze="none"),))
        accuracy[statistics] = train(index, chosen, tmp_path / statistics).result.metrics["validation"]["accuracy"]
    assert accuracy["auto"] > accuracy["momentum"] + 0.3


# --- stopped, killed, begun earlier ----------------------------------------------------------------


class Counting(Gate):
    """Counts the looks of a training once it has begun, and does something at one of them."""

    def __init__(self, at: int, act: Callable[["Counting"], None]) -> None:
        super().__init__()
        self._at, self._act, self._looks, self.begun = at, act, 0, False

    def hear(self, event: Event) -> None:
        self.begun = self.begun or isinstance(event, PhaseBegan)

    def __call__(self) -> None:
        if self.begun:
            self._looks += 1
            if self._looks == self._at:
                self._act(self)
        super().__call__()


def part_of(index: Index, recipe: Recipe, out: Path, gate: Counting) -> None:
    run = Run(jobs.train(index, recipe, RunFolder(out)), gate.hear, name="train", folder=str(out))
    run.gate = gate
    run.run_here()


TWICE = replace(SMALL, phases=(Phase(epochs=1, freeze="all"), Phase(epochs=2, freeze="10")))


# In a step of the first thawed epoch, while statistics are measured, and in a step of the second.
@pytest.mark.parametrize(("statistics", "at"), [
    ("keep", 12), ("follow", 7), ("follow", 10), ("follow", 15)])
def test_stopped_and_gone_on_with_it_is_bit_equal(index: Index, tmp_path: Path, statistics: str, at: int) -> None:
    recipe = replace(TWICE, statistics=statistics)
    train(index, recipe, tmp_path / "straight")
    part_of(index, recipe, tmp_path / "parts", Counting(at, Gate.stop))
    assert not (tmp_path / "parts" / "report.json").exists()
    assert do(jobs.resume(RunFolder(tmp_path / "parts")), tmp_path / "parts").failure is None
    assert same(weights_of(tmp_path / "straight"), weights_of(tmp_path / "parts"))
    best = [load_file(tmp_path / name / "best.safetensors") for name in ("straight", "parts")]
    assert same(*best)
    metrics = [(RunFolder(tmp_path / name).report() or {})["splits"] for name in ("straight", "parts")]
    assert metrics[0] == metrics[1]


def test_killed_in_the_middle_of_an_epoch_it_is_bit_equal(index: Index, tmp_path: Path) -> None:
    recipe = replace(TWICE, statistics="follow")

    def copy(gate: Counting) -> None:  # what a process that is killed here leaves
        shutil.copytree(tmp_path / "straight", tmp_path / "killed")
    part_of(index, recipe, tmp_path / "straight", Counting(12, copy))
    assert do(jobs.resume(RunFolder(tmp_path / "killed")), tmp_path / "killed").failure is None
    assert same(weights_of(tmp_path / "straight"), weights_of(tmp_path / "killed"))


def test_a_run_of_an_earlier_version_goes_on_as_it_began(index: Index, tmp_path: Path) -> None:
    before = replace(SMALL, statistics="momentum", weights="bundled", phases=(Phase(epochs=2, freeze="11"),))
    train(index, before, tmp_path / "straight")
    part_of(index, before, tmp_path / "old", Counting(6, Gate.stop))
    file = tmp_path / "old" / "recipe.json"
    fields = json.loads(file.read_text("utf-8"))
    del fields["statistics"]  # earlier versions did not have it
    file.write_text(json.dumps(fields), "utf-8")
    assert do(jobs.resume(RunFolder(tmp_path / "old")), tmp_path / "old").failure is None
    assert same(weights_of(tmp_path / "straight"), weights_of(tmp_path / "old"))
    # A new run of such a recipe has today's way.
    assert read_recipe(file).statistics == RunFolder(tmp_path / "old").recipe().statistics == "auto"
    assert RunFolder(tmp_path / "old").recipe(as_begun=True).statistics == "momentum"
    assert read_recipe(tmp_path / "straight" / "recipe.json", as_begun=True).statistics == "momentum"


# --- what is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("freeze", "told"), [("none", "head"), ("all", "features")])
def test_what_is_computed_for_the_head_is_told_as_what_it_is(index: Index, freeze: str, told: str) -> None:
    recipe = replace(SMALL, phases=(Phase(epochs=1, freeze=freeze),))
    said: list[Event] = []
    network = build(recipe.backbone, weights="random", classes=len(index.classes), head=LinearHead(), image_size=32)
    network.freeze(parse_freeze(freeze, network.names, recipe.backbone))
    model = Model(network, index.classes, recipe, torch.device("cpu"), "float32")
    feed = Feed(index, model, said.append, Gate())
    feed.keep_prefix()
    feed.features(8)
    assert {event.what for event in said if isinstance(event, Progress)} - {"decode"} == {told}
