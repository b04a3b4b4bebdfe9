"""The losses are what their formulas say."""

import torch

from core.choice import make
from core.recipe import CrossEntropy

LOGITS = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3], [1.0, -1.0, 0.0]])
TARGET = torch.tensor([0, 2, 1])


def test_cross_entropy_is_minus_log_of_the_target() -> None:
    loss = make(CrossEntropy(), counts=[5, 1, 2])
    wanted = -LOGITS.log_softmax(1)[range(3), TARGET].mean()
    assert torch.allclose(loss(LOGITS, TARGET), wanted)


def test_smoothing_spreads_a_share_evenly() -> None:
    loss = make(CrossEntropy(label_smoothing=0.3), counts=[5, 1, 2])
    goal = 0.7 * torch.nn.functional.one_hot(TARGET, 3) + 0.1
    assert torch.allclose(loss(LOGITS, TARGET), -(goal * LOGITS.log_softmax(1)).sum(1).mean())


def test_rare_classes_count_more() -> None:
    loss = make(CrossEntropy(class_weights=True), counts=torch.tensor([6, 1, 2]))
    weight = (9 / (3 * torch.tensor([6.0, 1.0, 2.0])))[TARGET]
    wanted = (-LOGITS.log_softmax(1)[range(3), TARGET] * weight).sum() / weight.sum()
    assert torch.allclose(loss(LOGITS, TARGET), wanted)
    even = make(CrossEntropy(class_weights=True), counts=[4, 4, 4])
    assert torch.allclose(even(LOGITS, TARGET), make(CrossEntropy(), counts=[4, 4, 4])(LOGITS, TARGET))


def test_a_class_without_images_does_no_harm() -> None:
    loss = make(CrossEntropy(class_weights=True), counts=[6, 0, 2])
    assert loss(LOGITS[:2], TARGET[:2]).isfinite()


def test_half_precision_is_widened() -> None:
    loss = make(CrossEntropy(label_smoothing=0.1), counts=[1, 1, 1])
    assert loss(LOGITS.half(), TARGET).dtype == torch.float32
