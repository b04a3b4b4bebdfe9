"""A side: what the estimate says of a training before it starts, in a process that has measured nothing yet.

    python -m tests.benchmarks.engine guess '{"folder": "…", "recipe": {…}}'
"""

import os
import time

from core import jobs
from core.choice import from_json
from core.estimate import estimate
from core.probe import measure, measure_files
from core.recipe import Recipe
from core.run import Gate
from tests.benchmarks.bench import report, specification

FILES = 30
"""So many images of the folder are decoded to see how long one takes."""


def main() -> None:
    asked = specification()
    recipe = from_json(Recipe, asked["recipe"])
    index = jobs.scan(asked["folder"])(lambda event: None, Gate())
    began = time.perf_counter()
    costs = measure(recipe.backbone, recipe.image_size, recipe.batch_size, recipe.device, lambda event: None, Gate(),
                    keep_statistics=recipe.thawed_statistics == "keep")
    some = index.samples[:: max(1, len(index.samples) // FILES)]
    costs = measure_files(costs, [os.path.join(index.root, s.path) for s in some], recipe.fit)
    probed = time.perf_counter()
    said = estimate(recipe, costs, index.split_counts(), len(index.classes))
    report({"epoch": said.epoch.likely, "low": said.epoch.low, "high": said.epoch.high, "total": said.total.likely,
            "memory": said.memory.likely, "probe": probed - began, "reckoning": time.perf_counter() - probed})


if __name__ == "__main__":
    main()
