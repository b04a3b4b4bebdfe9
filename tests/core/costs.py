"""Costs of a network that is easily worked out in the head: four stages, the last without parameters."""

from dataclasses import replace
from typing import Any

from core.estimate import Costs, StageCosts

MB = 10**6


def stage(name: str, parameters: int, **other: Any) -> StageCosts:
    """A stage: 1 ms forward, 4 ms in a step, 3.5 as the first that learns, 2 when frozen between others."""
    known = {"copied": 4 * parameters, "prefix": 0.001, "look": 0.002, "learn": 0.004, "begin": 0.0035,
             "through": 0.002, "out": 1000, "kept": 5000, "still": 2000, "ahead": 6000, "back": 3000}
    return StageCosts(name, parameters, **{**known, **other})


STAGES = (stage("stem", 1000), stage("stage 1", 10_000), stage("stage 2", 100_000),
          stage("pool", 0, learn=0.0, begin=0.0, through=0.0, prefix=0.0, look=0.0, out=40, kept=40, still=40, ahead=40,
                back=40))


def costs(**other: Any) -> Costs:
    """Costs where everything but the stages is free, but for what is given."""
    free = Costs("mobilenet_v3_small", 32, "cpu", "float32", STAGES, width=10, step=0.0, product=0.0, update=0.0,
                 image=0.0, row=0.0, byte=0.0, augment={}, decode=0.0, file=0.0, save=0.0, load=0.0, base=0, heap=1.0,
                 disk=1000 * MB, memory=100 * MB)
    return replace(free, **other)
