"""The open folder through a real session: read, shared out, checked, changed and read in another way."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from core.edits import Edit
from core.sharing import Sharing
from core.source import NamesPreview, Source, TablePreview
from gui_app.session import Session
from tests.core.conftest import picture
from tests.core.test_alike import scene
from tests.gui.conftest import PATIENCE_MS, Open


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    """Two classes of eight unlike pictures, and for each a copy in lower quality."""
    for place, name in enumerate(("cats", "dogs")):
        (tmp_path / "pets" / name).mkdir(parents=True)
        for n in range(8):
            made = scene(100 * place + n)
            made.save(tmp_path / "pets" / name / f"{n}.png")
            made.save(tmp_path / "pets" / name / f"{n} again.jpg", quality=60)
    return tmp_path / "pets"


def wait(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.busy, timeout=PATIENCE_MS)


def places(session: Session) -> dict[str, str]:
    assert session.index is not None
    return {s.path: s.split for s in session.index.samples}


def test_near_duplicates_are_kept_together_from_the_first_split_on(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    opened(photographs)
    wait(qtbot, session)
    found = places(session)
    assert set(found.values()) == {"train", "validation", "test"}
    for name in ("cats", "dogs"):
        for n in range(8):
            assert found[f"{name}/{n}.png"] == found[f"{name}/{n} again.jpg"]
    assert session.index is not None
    assert session.index.together is not None
    assert session.index.together.groups == 16
    assert any(f.code == "near_duplicates" for f in session.index.findings)


def test_the_split_stays_when_the_folder_is_opened_again(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    opened(photographs)
    wait(qtbot, session)
    before = places(session)
    opened(photographs)
    wait(qtbot, session)
    assert places(session) == before


def test_training_waits_for_the_first_check(
        qtbot: QtBot, session: Session, photographs: Path) -> None:
    kinds = set[str]()
    session.work_changed.connect(lambda: kinds.add(session.reading))
    session.open_folder(str(photographs))
    qtbot.waitUntil(lambda: "health" in session.works, timeout=PATIENCE_MS)
    assert session.reading
    session.train()
    assert not session.training
    wait(qtbot, session)
    assert "health" in kinds


def test_a_change_is_kept_and_undone(qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    opened(photographs)
    wait(qtbot, session)
    before = places(session)
    session.edit([Edit("exclude", ("cats/0.png",)), Edit("relabel", ("cats/1.png",), "dogs")])
    wait(qtbot, session)
    assert session.index is not None
    assert [s.path for s in session.index.excluded] == ["cats/0.png"]
    assert next(s.label for s in session.index.samples if s.path == "cats/1.png") == "dogs"
    opened(photographs)
    wait(qtbot, session)
    assert "cats/0.png" not in places(session)
    session.undo()
    wait(qtbot, session)
    assert places(session) == before
    assert not session.edits
    assert (photographs / "cats" / "0.png").is_file()


def test_a_moved_image_stays_where_it_was_put(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    opened(photographs)
    wait(qtbot, session)
    path = next(p for p, split in places(session).items() if split == "train")
    session.edit([Edit("move", (path,), "test")])
    wait(qtbot, session)
    session.set_sharing(Sharing(validation=0.3, test=0.2, seed=5))
    wait(qtbot, session)
    assert places(session)[path] == "test"


def test_a_folder_is_read_by_the_names_of_its_files(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    (tmp_path / "flat").mkdir()
    for n in range(12):
        picture(n).save(tmp_path / "flat" / f"{'cat' if n % 2 else 'dog'}_{n}.png")
    session.preview_source(Source(kind="names"), str(tmp_path / "flat"))
    wait(qtbot, session)
    assert isinstance(session.preview, NamesPreview)
    assert session.preview.classes == {"cat": 6, "dog": 6}
    session.open_folder(str(tmp_path / "flat"), Source(kind="names", pattern=session.preview.pattern))
    wait(qtbot, session)
    assert session.index is not None
    assert session.index.classes == ("cat", "dog")
    session.open_folder(str(tmp_path / "flat"))
    wait(qtbot, session)
    assert session.index.classes == ("cat", "dog"), "the project knows how it is read"


def test_a_wrong_table_is_told_beside_its_fields(qtbot: QtBot, session: Session, opened: Open, folder: Path) -> None:
    opened(folder)
    table = folder / "labels.csv"
    table.write_text("file,kind\nred/0.png,a\nblue/0.png,b\n", "utf-8")
    session.preview_source(Source(kind="table", table=str(table)))
    wait(qtbot, session)
    assert isinstance(session.preview, TablePreview)
    assert session.preview.columns == ("file", "kind")
    session.preview_source(Source(kind="table", table=str(folder / "none.csv")))
    wait(qtbot, session)
    assert session.preview is None
    assert session.preview_problem is not None
    assert session.problem is None


def test_images_that_come_and_go_are_noticed(qtbot: QtBot, session: Session, opened: Open, folder: Path) -> None:
    opened(folder)
    wait(qtbot, session)
    session.look_for_news()
    wait(qtbot, session)
    assert session.news == (0, 0)
    picture(1).save(folder / "red" / "new.png")
    picture(2).save(folder / "red" / "newer.png")
    next((folder / "blue").iterdir()).unlink()
    with qtbot.waitSignal(session.news_changed, timeout=PATIENCE_MS):
        session.look_for_news()
    assert session.news == (2, 1)


def test_what_was_checked_is_known_the_next_time(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(photographs)
    wait(qtbot, session)
    assert session.index is not None
    found = session.index.findings

    def again(*given: object) -> None:
        pytest.fail("the images were checked again")
    monkeypatch.setattr("core.health.check", again)
    opened(photographs)
    wait(qtbot, session)
    assert session.index.findings == found


def test_odd_images_come_first(qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    opened(photographs)
    wait(qtbot, session)
    session.order_by_likeness()
    wait(qtbot, session)
    assert session.likeness is not None
    assert sorted(session.likeness.values()) == list(range(32))
    assert set(session.likeness) == set(places(session))


def test_near_copies_that_are_added_move_nothing(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    late = sorted(photographs.rglob("* again.jpg"))
    kept = {path: path.read_bytes() for path in late}
    for path in late:
        path.unlink()
    opened(photographs)
    wait(qtbot, session)
    before = places(session)
    for path, data in kept.items():
        path.write_bytes(data)
    session.rescan()
    qtbot.waitUntil(lambda: "health" in session.works, timeout=PATIENCE_MS)
    assert session.reading == "health", "nothing may be trained on a split that parts copies"
    wait(qtbot, session)
    after = places(session)
    assert {path: after[path] for path in before} == before
    assert all(after[path.replace(".png", " again.jpg")] == split for path, split in before.items())


def test_a_ready_split_without_validation_waits_for_the_check_too(
        qtbot: QtBot, session: Session, opened: Open, photographs: Path) -> None:
    for name in ("cats", "dogs"):
        (photographs / "train" / name).parent.mkdir(exist_ok=True)
        (photographs / name).rename(photographs / "train" / name)
        (photographs / "test" / name).mkdir(parents=True)
        scene(999).save(photographs / "test" / name / f"{name}.png")
    session.open_folder(str(photographs))
    qtbot.waitUntil(lambda: "health" in session.works, timeout=PATIENCE_MS)
    assert session.reading == "health"
    wait(qtbot, session)
    found = places(session)
    assert "validation" in found.values()
    for name in ("cats", "dogs"):
        for n in range(8):
            assert found[f"train/{name}/{n}.png"] == found[f"train/{name}/{n} again.jpg"]


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, session: Session, opened: Open, folder: Path) -> None:
    opened(folder)
    wait(qtbot, session)
    assert session.index is not None
    folder.rename(folder.with_name("elsewhere"))
    with qtbot.waitSignal(session.news_changed, timeout=PATIENCE_MS):
        session.look_for_news()
    assert session.news == (0, len(session.index.samples))
    assert session.problem is None
