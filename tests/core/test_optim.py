"""Parameter groups, rates and schedules."""

import itertools

import pytest
import torch
from torch import nn

from core.choice import Choice, make
from core.optim import END, START, set_rate
from core.recipe import SGD, AdamW, Constant, Cosine, RMSprop, StepDown

OPTIMISERS = [AdamW(lr=0.1, weight_decay=0.5), SGD(lr=0.1, weight_decay=0.5), SGD(momentum=0.0), RMSprop(lr=0.1)]
SCHEDULES = [Cosine(), StepDown(), Constant(), Cosine(warmup=100.0), StepDown(warmup=3.0), Constant(warmup=0.0)]


def network() -> nn.Sequential:
    return nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))


@pytest.mark.parametrize("choice", OPTIMISERS, ids=repr)
def test_groups_have_their_rates_and_only_weights_decay(choice: AdamW | SGD | RMSprop) -> None:
    body, head = network(), nn.Linear(2, 2)
    body[0].requires_grad_(False)
    groups = [{"params": body.parameters(), "lr_factor": 0.1}, {"params": head.parameters(), "lr_factor": 1.0},
              {"params": [], "lr_factor": 1.0}]
    optimiser = make(choice, groups=groups)
    known = {id(p): group for group in optimiser.param_groups for p in group["params"]}
    assert set(known) == {id(p) for p in [*body[1:].parameters(), *head.parameters()]}
    assert known[id(body[2].weight)]["lr"] == pytest.approx(choice.lr * 0.1)
    assert known[id(head.weight)]["lr"] == pytest.approx(choice.lr)
    assert known[id(head.weight)]["weight_decay"] == choice.weight_decay
    assert all(known[id(p)]["weight_decay"] == 0 for p in (head.bias, body[1].weight, body[1].bias))
    set_rate(optimiser, 0.5)
    set_rate(optimiser, 0.25)
    assert known[id(head.weight)]["lr"] == pytest.approx(choice.lr * 0.25)


@pytest.mark.parametrize("choice", OPTIMISERS, ids=repr)
def test_a_step_lowers_the_loss(choice: Choice) -> None:
    torch.manual_seed(0)
    weight = nn.Parameter(torch.randn(3, 3))
    optimiser = make(choice, groups=[{"params": [weight], "lr_factor": 1.0}])
    first = weight.square().sum().item()
    for _ in range(5):
        optimiser.zero_grad()
        weight.square().sum().backward()
        optimiser.step()
    assert weight.square().sum().item() < first


@pytest.mark.parametrize("choice", SCHEDULES, ids=repr)
@pytest.mark.parametrize("epochs", [1, 4, 20])
def test_schedules_climb_for_a_quarter_at_most_then_fall(choice: Cosine | StepDown | Constant, epochs: int) -> None:
    factor = make(choice, epochs=epochs)
    values = [factor(i * epochs / 200) for i in range(201)]
    assert all(0 < value <= 1 for value in values)
    begin = min(choice.warmup, epochs / 4)
    assert factor(begin) == pytest.approx(1.0) or isinstance(choice, StepDown)
    assert factor(0) == pytest.approx(START if begin else 1.0)
    later = [value for i, value in enumerate(values) if i * epochs / 200 >= begin]
    assert all(b <= a + 1e-12 for a, b in itertools.pairwise(later))


def test_schedules_end_as_they_say() -> None:
    cosine = make(Cosine(warmup=0.0), epochs=10)
    assert cosine(5.0) == pytest.approx((1 + END) / 2)
    assert cosine(10.0) == cosine(11.0) == pytest.approx(END)
    step = make(StepDown(every=3, factor=0.1, warmup=0.0), epochs=10)
    assert [step(e) for e in (0.0, 2.9, 3.0, 9.5)] == pytest.approx([1, 1, 0.1, 0.001])
    assert make(Constant(), epochs=0)(0.0) == 1.0
    assert make(Cosine(), epochs=0)(0.0) > 0
