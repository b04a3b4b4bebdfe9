"""A real Session whose jobs do not run: tests set what is open by hand and see what was asked."""

from collections.abc import Sequence

from core.data.index import Index, Sample
from core.facts import StageFacts
from core.history import History
from core.recipe import Recipe
from gui_app.session import Session
from gui_app.settings import Settings

STAGES = (
    StageFacts("stem", "112×112", 464), StageFacts("stage 1", "56×56", 744), StageFacts("stage 2", "28×28", 3_864),
    StageFacts("stage 3", "14×14", 200_000), StageFacts("features", "1024", 590_848),
)


class IdleSession(Session):
    """Everything but the jobs; `asked` are the verbs that were called, in order."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.asked: list[str] = []
        self.going = self.held = self.ending = False
        self.histories: dict[str, History] = {}

    @property
    def training(self) -> bool:
        return self.going

    @property
    def live(self) -> bool:
        return self.going

    @property
    def paused(self) -> bool:
        return self.held

    @property
    def stopping(self) -> bool:
        return self.ending

    def history_of(self, folder: str) -> History:
        self.asked.append(f"history {folder}")
        return self.histories[folder]

    def describe(self) -> None:
        self.asked.append("describe")

    def examine_weights(self, *, again: bool = False) -> None:
        self.asked.append("examine weights")

    def find_device(self) -> None:
        self.asked.append("find_device")

    def augment(self, recipe: Recipe, paths: Sequence[str], count: int, seed: int = 0) -> None:
        self.asked.append("augment")

    def probe(self) -> None:
        self.asked.append("probe")

    def train(self) -> None:
        self.asked.append("train")

    def train_folds(self) -> None:
        self.asked.append("train folds")

    def pause(self) -> None:
        self.asked.append("pause")

    def resume(self) -> None:
        self.asked.append("resume")

    def stop(self, keep: bool = True) -> None:
        self.asked.append("stop, keep" if keep else "stop, discard")

    def continue_run(self, folder: str, epochs: int | None = None) -> None:
        self.asked.append(f"continue {folder}")

    def weights_here(self, key: str) -> str:
        return {"mobilenet_v3_small": "bundled", "resnet18": "downloaded"}.get(key, "download")


def index(train: int = 90, classes: int = 3) -> Index:
    """A folder of that many training images, with a third as many to validate on."""
    splits = ["train"] * train + ["validation"] * (train // 3)
    samples = (Sample(f"{i % classes}/{i}.png", f"class {i % classes}", split) for i, split in enumerate(splits))
    return Index("/images/blood-cells", tuple(samples), tuple(f"class {i}" for i in range(classes)))
