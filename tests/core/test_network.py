"""Every backbone is the library's own model, cut into stages; what is frozen stays as it was."""

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, cross_entropy

from core.backbones import BACKBONES, Backbone
from core.library import is_head, library_model, library_names, shapes
from core.network import Network, build, describe, stages, width_of
from core.problems import Problem
from core.recipe import LinearHead, MlpHead, freeze_text, parse_freeze

ROWS = list(BACKBONES.values())
COSTLY = ("vgg16", "vit_b_16")
"""Their random start takes seconds; any numbers will do here."""


@pytest.fixture(autouse=True)
def _same_numbers() -> Iterator[None]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        yield


def filled(row: Backbone) -> nn.Module:
    """The library's model with numbers that no two parts share, so that a piece in the wrong place shows."""
    cheap = row.key in COSTLY
    model = library_model(row).to_empty(device="cpu") if cheap else library_model(row, device="cpu")
    noise = torch.rand(65_521)
    with torch.no_grad():
        for name, p in model.named_parameters():
            if cheap and not is_head(row, name):
                spread = (6 / p[0].numel()) ** 0.5 if p.ndim > 1 else 1.0
                p.copy_((noise.repeat(p.numel() // noise.numel() + 1)[: p.numel()].view(p.shape) - 0.5) * spread)
            elif p.ndim == 1:
                p.add_(torch.rand(p.shape) * 0.2)
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                assert module.running_mean is not None
                assert module.running_var is not None
                module.running_mean.uniform_(-0.1, 0.1)
                module.running_var.uniform_(0.5, 1.5)
    return model


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_stages_are_the_library_model(row: Backbone) -> None:
    model = filled(row)
    # What the library's own last linear layer is given, and, for SqueezeNet, the map before it is pooled.
    asked: list[Tensor] = []
    last = model.get_submodule(row.last_linear)
    hook = last.register_forward_pre_hook(lambda module, args: asked.append(args[0].clone()))
    found = stages(model, row)
    images = torch.randn(2, 3, row.least, row.least)
    with torch.no_grad():
        model(images)
        hook.remove()
        x = images
        for stage in found:
            before, x = x, stage.module(x)
    wanted = asked[0]
    if isinstance(last, nn.Conv2d):
        assert torch.equal(before, wanted)
        wanted = adaptive_avg_pool2d(wanted, 1).flatten(1)
    assert x.shape == (2, width_of(model, row))
    assert x.std() > 0
    assert torch.equal(x, wanted)
    owned = [p for stage in found for p in stage.module.parameters()]
    rest = {id(p) for name, p in model.named_parameters() if not is_head(row, name)}
    assert len(owned) == len(rest)
    assert {id(p) for p in owned} == rest
    assert sum(p.numel() for p in model.parameters()) == row.parameters
    assert sum(p.numel() for p in owned) == row.own_parameters


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_stages_have_names_and_sizes(row: Backbone) -> None:
    facts = describe(row.key)
    names = tuple(stage.name for stage in facts)
    assert 7 <= len(names) <= 37
    assert len(set(names)) == len(names)
    assert all(0 < len(name) <= 16 and "," not in name and not name.isdigit() for name in names)
    assert facts[-1].output == str(width_of(library_model(row), row))
    assert all("×" in stage.output for stage in facts[:-2])
    some = frozenset({0, 2, 5})
    assert parse_freeze(freeze_text(some, names), names, row.title) == some


def test_sizes_are_those_of_one_image() -> None:
    assert [stage.output for stage in describe("resnet18", 64)] == [
        "16×16", "16×16", "16×16", "8×8", "8×8", "4×4", "4×4", "2×2", "2×2", "512",
    ]
    assert describe("vit_b_16")[0].output == "197×768"
    assert describe("swin_t")[0].output == "56×56"  # channels last
    with pytest.raises(Problem, match="at least 75") as caught:
        describe("inception_v3", 64)
    assert caught.value.code == "image_too_small"


def small(key: str = "mobilenet_v3_small", size: int = 64, seed: int = 0) -> Network:
    return build(key, weights="random", classes=3, head=LinearHead(), image_size=size, seed=seed)


def train(network: Network, inputs: Tensor, steps: int = 2, *, prefix: bool = True) -> None:
    """A few steps; `prefix` False takes `inputs` for the prefix's output."""
    network.train()
    optimiser = torch.optim.SGD([*network.thawed_parameters(), *network.head.parameters()], lr=0.05, momentum=0.9)
    for _ in range(steps):
        logits = network(inputs) if prefix else network.head(network.suffix(inputs))
        optimiser.zero_grad()
        cross_entropy(logits, torch.arange(len(inputs)) % 3).backward()
        optimiser.step()


def snapshot(module: nn.Module) -> dict[str, Tensor]:
    return {name: t.clone() for name, t in module.state_dict().items()}


def same(module: nn.Module, before: dict[str, Tensor]) -> bool:
    return all(torch.equal(t, before[name]) for name, t in module.state_dict().items())


@pytest.mark.parametrize("key", ["mobilenet_v3_small", "resnet18", "squeezenet1_1", "densenet121"])
@pytest.mark.parametrize("frozen", [{0, 1, 2}, {1, 3, 6}, set(range(1, 10)), set()], ids=str)
def test_frozen_stages_never_change(key: str, frozen: set[int]) -> None:
    network = small(key)
    network.freeze(frozenset(frozen))
    before = [snapshot(stage) for stage in network.body]
    train(network, torch.randn(4, 3, 64, 64))
    for i, stage in enumerate(network.body):
        owns = next(stage.parameters(), None) is not None
        assert same(stage, before[i]) == (i in frozen or not owns), network.names[i]


def test_frozen_means_eval_and_no_gradient() -> None:
    network = small("resnet18")
    network.freeze(frozenset({0, 4}))
    network.train()
    assert [stage.training for stage in network.body] == [i not in (0, 4) for i in range(10)]
    assert not any(m.training for m in network.body[4].modules())
    assert network.head.training
    network(torch.randn(4, 3, 64, 64)).sum().backward()
    assert all(p.grad is None for i in (0, 4) for p in network.body[i].parameters())
    assert all(p.grad is not None for i in (1, 2, 3, 5) for p in network.body[i].parameters())
    network.freeze(frozenset(range(10)))
    assert all(p.grad is None for p in network.body.parameters())
    assert network.thawed_parameters() == []
    network.freeze(frozenset())
    assert network.body[0].training
    assert len(network.thawed_parameters()) == len(list(network.body.parameters()))


def test_no_gradient_in_the_prefix() -> None:
    network = small()
    network.freeze(frozenset({0, 1, 2, 5}))
    assert network.prefix_length == 3
    images = torch.randn(2, 3, 64, 64, requires_grad=True)
    assert not network.prefix(images).requires_grad
    network.train()
    network(images).sum().backward()
    assert images.grad is None


def test_a_pool_behind_the_prefix_is_cached_too() -> None:
    network = small("resnet18")
    network.freeze(frozenset(range(9)))
    assert network.names[9] == "pool"
    assert network.prefix_length == 10
    assert network.prefix(torch.randn(2, 3, 64, 64)).shape == (2, 512)
    network.freeze(frozenset())
    assert network.prefix_length == 0


@pytest.mark.parametrize("key", [k for k, row in BACKBONES.items() if row.least <= 64])
def test_folding_changes_nothing_but_rounding(key: str) -> None:
    network = small(key)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):  # as training leaves them: nothing is 0 or 1
            for tensor, low, high in ((module.running_mean, -0.3, 0.3), (module.running_var, 0.5, 1.5),
                                      (module.weight, 0.8, 1.2), (module.bias, -0.2, 0.2)):
                assert tensor is not None
                nn.init.uniform_(tensor, low, high)
    network.freeze(frozenset(range(len(network.names))))
    network.eval().double()
    before, images = snapshot(network), torch.randn(2, 3, 64, 64, dtype=torch.float64)
    with torch.no_grad():
        plain = network.through(images)
    quick = network.prefix(images)
    assert torch.allclose(quick, plain, rtol=1e-9, atol=1e-9)
    assert same(network, before), "the network's own numbers stay"
    with torch.no_grad():
        network.body[0].get_parameter(next(name for name, _ in network.body[0].named_parameters())).mul_(2)
    network.load_state_dict(network.state_dict())
    assert not torch.equal(network.prefix(images), quick), "new weights are folded anew"


def test_cached_equals_uncached() -> None:
    images = torch.randn(6, 3, 64, 64)
    through, cached = small(), small()
    for network in (through, cached):
        network.freeze(frozenset(range(5)))
        network.train()
    kept = cached.prefix(images)
    train(through, images, 3)
    train(cached, kept, 3, prefix=False)
    assert same(through, snapshot(cached))


def test_the_seed_decides_the_start() -> None:
    before = torch.get_rng_state()
    assert same(small(seed=3), snapshot(small(seed=3)))
    assert not same(small(seed=3), snapshot(small(seed=4)))
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("key", ["mobilenet_v3_small", "swin_t", "densenet121", "squeezenet1_0"])
def test_its_own_tensors_have_the_librarys_names(key: str) -> None:
    row = BACKBONES[key]
    network = build(key, weights=None, classes=2, head=MlpHead(width=8), image_size=row.least)
    named = library_names(network.state_dict(), shapes(row))
    assert {name: t.shape for name, t in named.items() if not name.startswith("head.layers") and name in shapes(row)} \
        == {name: shape for name, (shape, _) in shapes(row).items()}


def test_vision_transformer_takes_other_sizes_with_random_weights_only() -> None:
    assert describe("vit_b_16", 240)[0].output == "226×768"
    with pytest.raises(Problem) as caught:
        build("vit_b_16", weights="download", classes=2, head=LinearHead(), image_size=240)
    assert caught.value.code == "image_size_step"
