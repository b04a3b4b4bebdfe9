"""The test split is for one last look: what shows its figures before, and what is stamped when somebody looks."""

import re
from pathlib import Path

import pytest

from core import jobs
from core.cli import main
from core.events import Event, Predicted
from core.project import RunFolder
from core.recipe import Recipe, with_epochs
from core.report import html_report
from core.run import Gate, Stop
from tests.core.test_cli import QUICK

RECIPE = with_epochs(Recipe(backbone="squeezenet1_1", weights="random", image_size=32, batch_size=8, device="cpu"), 1)


def quiet(event: Event) -> None:
    """Nobody listens."""


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> RunFolder:
    """A run as the window trains it."""
    made = RunFolder(tmp_path / "run")
    jobs.train(jobs.scan(str(folder))(quiet, Gate()), RECIPE, made)(quiet, Gate())
    return made


def text_of(run: RunFolder) -> str:
    return re.sub(r"<[^>]*>", " ", html_report(run))


def test_the_report_tells_of_the_test_split_once_it_was_opened(run: RunFolder) -> None:
    report = run.report()
    assert report
    assert set(report["splits"]) == {"train", "validation", "test"}  # the contract
    before = text_of(run)
    assert "Confusion, validation" in before
    assert "Confusion, test" not in before
    assert f"{report['splits']['test']['n']} test images right" not in before
    assert "not opened" in before
    run.open_test(0.0)
    run.open_test()
    after = text_of(run)
    assert "Confusion, test" in after
    assert re.search(r"opened 2 times, first on (1970-01-01|1969-12-31)", after)


def test_what_the_command_line_says_is_an_opening(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "said"
    assert main(["train", str(folder), "--out", str(out), *QUICK]) == 0
    assert len(RunFolder(out).about().test_opened) == 1
    assert main(["resume", str(out), "--epochs", "3", "--json"]) == 0
    assert len(RunFolder(out).about().test_opened) == 2
    assert "Confusion, test" in text_of(RunFolder(out))
    (out / "about.json").unlink()
    (out / "about.json").mkdir()
    assert main(["resume", str(out), "--epochs", "4"]) == 0, "what cannot be stamped has been trained all the same"


def test_a_run_that_was_called_something_is_called_so_in_its_report(run: RunFolder) -> None:
    run.change_about(name="The <good> one")
    assert "<h1>The &lt;good&gt; one</h1>" in html_report(run)


def test_predictions_come_as_they_are_made(run: RunFolder, folder: Path) -> None:
    said: list[Predicted] = []
    gate = Gate()

    def stop_after_the_first(event: Event) -> None:
        if isinstance(event, Predicted):
            said.append(event)
            gate.stop()
    with pytest.raises(Stop):
        jobs.predict(run, [str(folder)])(stop_after_the_first, gate)
    assert 0 < len(said) < 24
    every: list[Predicted] = []
    result = jobs.predict(run, [str(folder)])(
        lambda event: every.append(event) if isinstance(event, Predicted) else None, Gate())
    assert [p.path for p in every] == [p.path for p in result]
    assert every[: len(said)] == said
    for event, p in zip(every, result, strict=True):
        assert event.probabilities == pytest.approx(p.probabilities, abs=1e-6)
