"""Weights: downloads over a real server on this machine, and files of every good and bad kind."""

import hashlib
import os
import pickle
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from core import weights
from core.backbones import BACKBONES
from core.download import fetch
from core.events import Event, Progress
from core.library import library_model, library_names, shapes
from core.network import build
from core.places import bundled_weights
from core.problems import Problem
from core.recipe import LinearHead
from core.run import Stop

ROW = BACKBONES["squeezenet1_1"]
LAST = ROW.last_linear
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "weights"
CONTENT = bytes(range(256)) * 6000  # several chunks
NAME = f"net-{hashlib.sha256(CONTENT).hexdigest()[:8]}.pth"


class Server:
    """Serves `content` under any name but `missing`; breaks off after `breaks` bytes as often as they are listed."""

    def __init__(self) -> None:
        self.content, self.ranged, self.breaks = CONTENT, True, list[int]()
        self.asked: list[tuple[str, str]] = []
        site = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
                site.answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        wanted = to.headers.get("Range", "")
        self.asked.append((to.path, wanted))
        to.close_connection = True
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranged else 0
        total, body = len(self.content), self.content[start:]
        status = 404 if "missing" in to.path else 416 if start >= total else 206 if start else 200
        to.send_response(status)
        if status == 206:
            to.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        if status == 416:
            to.send_header("Content-Range", f"bytes */{total}")
        body = b"" if status >= 400 else body
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body[: self.breaks.pop(0)] if self.breaks else body)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Server]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setenv("THAWLINE_CACHE", str(tmp_path / "cache"))
    site = Server()
    yield site
    site.close()


def get(server: Server, path: Path, name: str = "", **more: Any) -> Path:
    return fetch(f"{server.url}/{name or path.name}", path, title="Net", pause=0.0, **more)


# --- downloads ------------------------------------------------------------------------------------


def test_a_whole_download(server: Server, tmp_path: Path) -> None:
    events: list[Event] = []
    path = get(server, tmp_path / "a" / NAME, emit=events.append)
    assert path.read_bytes() == CONTENT
    assert [p.name for p in path.parent.iterdir()] == [NAME]
    assert events[-1] == Progress("download", len(CONTENT), len(CONTENT))


def test_a_broken_connection_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    server.breaks = [500_000, 300_000]
    assert get(server, tmp_path / NAME).read_bytes() == CONTENT
    assert [wanted for _, wanted in server.asked] == ["", "bytes=500000-", "bytes=800000-"]


def test_a_stopped_download_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    looks = iter([True, True, True])

    def gate() -> None:
        if not next(looks, False):
            raise Stop

    with pytest.raises(Stop):
        get(server, tmp_path / NAME, gate=gate)
    have = (tmp_path / f"{NAME}.part").stat().st_size
    assert 0 < have < len(CONTENT)
    assert not (tmp_path / NAME).exists()
    events: list[Event] = []
    assert get(server, tmp_path / NAME, emit=events.append).read_bytes() == CONTENT
    assert server.asked[-1][1] == f"bytes={have}-"
    assert all(isinstance(e, Progress) and e.done > have for e in events)


def test_a_server_that_knows_no_ranges_starts_over(server: Server, tmp_path: Path) -> None:
    server.ranged, server.breaks = False, [500_000]
    assert get(server, tmp_path / NAME).read_bytes() == CONTENT


@pytest.mark.parametrize("left", [CONTENT, CONTENT + b"x", b"z" * 1000], ids=["whole", "too long", "of another file"])
def test_an_old_part_does_no_harm(server: Server, tmp_path: Path, left: bytes) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(left)
    assert get(server, tmp_path / NAME).read_bytes() == CONTENT
    assert [p.name for p in tmp_path.iterdir()] == [NAME]


def test_a_damaged_download_is_not_kept(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT[:-1] + b"x"
    with pytest.raises(Problem) as caught:
        get(server, tmp_path / NAME)
    assert caught.value.code == "download_damaged"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("address", "reason", "requests"), [
    ("{url}/missing.pth", "HTTP 404", 1), ("http://127.0.0.1:9/a.pth", "the server refused the connection", 0),
    ("nonsense", "unknown url", 0),
])
def test_a_failed_download_says_why(server: Server, tmp_path: Path, address: str, reason: str, requests: int) -> None:
    with pytest.raises(Problem, match=reason) as caught:
        fetch(address.format(url=server.url), tmp_path / "a.pth", title="Net", pause=0.0)
    assert caught.value.code == "download_failed"
    assert len(server.asked) == requests
    assert not (tmp_path / "a.pth").exists()


def test_a_silent_break_is_tried_three_times(server: Server, tmp_path: Path) -> None:
    server.breaks = [0] * 9
    with pytest.raises(Problem, match="broke off after 0"):
        get(server, tmp_path / NAME)
    assert len(server.asked) == 3


def test_published_weights_are_fetched_once(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "made.pth"
    torch.save(library_model(ROW, device="cpu").state_dict(), file)
    server.content = file.read_bytes()
    name = f"squeezenet1_1-{hashlib.sha256(server.content).hexdigest()[:8]}.pth"
    monkeypatch.setattr(weights, "weights_url", lambda row: f"https://example.invalid/models/{name}")
    monkeypatch.setenv(weights.MIRROR, f"{server.url}/mirror/")
    cache = tmp_path / "cache" / "weights"
    for asked in ("auto", "download", "auto"):
        assert weights.load(ROW, asked) is not None
    assert server.asked == [(f"/mirror/{name}", "")]
    (cache / name).write_bytes(b"damaged since")
    assert weights.load(ROW, "auto") is not None
    assert len(server.asked) == 2


# --- files ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def state() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return dict(library_model(ROW, device="cpu").state_dict())


SHAPES: dict[str, Callable[[dict[str, torch.Tensor]], Any]] = {
    "plain": lambda s: s,
    "nested": lambda s: {"epoch": 3, "state_dict": s},
    "twice nested": lambda s: {"model": {"state_dict": s}},
    "checkpoint": lambda s: {"model_state_dict": {f"module.{k}": v for k, v in s.items()}, "epoch": 1},
    "wrapped": lambda s: {f"backbone.{k}": v for k, v in s.items()},
    "lightning": lambda s: {"state_dict": {**{f"model.{k}": v for k, v in s.items()}, "loss.weight": torch.ones(3)}},
    "three classes": lambda s: {**s, f"{LAST}.weight": torch.ones(3, 512, 1, 1), f"{LAST}.bias": torch.ones(3)},
    "own head": lambda s: {**{k: v for k, v in s.items() if LAST not in k}, "classifier.4.weight": torch.ones(3)},
    "half": lambda s: {k: v.half() for k, v in s.items()},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["zip", "old", "safetensors"])
def test_files_of_colleagues(tmp_path: Path, state: dict[str, torch.Tensor], shape: str, kind: str) -> None:
    path, held = tmp_path / "from a colleague é.pth", SHAPES[shape](state)
    if kind == "safetensors":
        if not all(isinstance(v, torch.Tensor) for v in held.values()):
            return  # the format has no levels
        save_file(held, path)
    else:
        torch.save(held, path, _use_new_zipfile_serialization=kind == "zip")
    found = weights.load(ROW, str(path))
    assert found is not None
    assert set(found) == set(shapes(ROW))
    assert all(t.dtype == torch.float32 for t in found.values())
    wanted = state["features.12.squeeze.weight"]
    assert torch.allclose(found["features.12.squeeze.weight"], wanted, atol=1e-3 if shape == "half" else 0)


def test_a_file_of_thawline_itself(tmp_path: Path) -> None:
    network = build(ROW.key, weights="random", classes=2, head=LinearHead(), image_size=64)
    save_file(network.state_dict(), tmp_path / "best.safetensors")
    other = build(ROW.key, weights=str(tmp_path / "best.safetensors"), classes=5, head=LinearHead(), image_size=64)
    assert all(torch.equal(a, b) for a, b in zip(network.body.parameters(), other.body.parameters(), strict=True))


class Bomb:
    """Runs a command when a careless program opens it."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch {self.mark}",)


@pytest.mark.parametrize("kind", ["zip", "old", "pickle", "pickle of the oldest kind", "beside weights"])
def test_code_in_a_file_is_never_run(tmp_path: Path, kind: str) -> None:
    path, mark = tmp_path / "model.pth", tmp_path / "mark"
    if kind.startswith("pickle"):
        path.write_bytes(pickle.dumps(Bomb(mark), protocol=0 if "oldest" in kind else 2))
    else:
        held = {"a": torch.ones(2), "b": Bomb(mark)} if kind == "beside weights" else Bomb(mark)
        torch.save(held, path, _use_new_zipfile_serialization=kind != "old")
    with pytest.raises(Problem) as caught:
        weights.load(ROW, str(path))
    assert caught.value.code == "unsafe_weights"
    assert not mark.exists()


def test_a_whole_pickled_model_is_refused(tmp_path: Path) -> None:
    torch.save(torch.nn.Linear(2, 2), tmp_path / "model.pt")
    with pytest.raises(Problem) as caught:
        weights.read(tmp_path / "model.pt")
    assert caught.value.code == "unsafe_weights"


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "empty"), (b"<!DOCTYPE html><html></html>", "another kind"), (b"a text\n" * 100, "another kind"),
    (b"PK\x03\x04" + b"junk" * 100, "damaged or incomplete"), (b"\x40\0\0\0\0\0\0\0{\"a\": 1", "damaged or incomplete"),
    (pickle.dumps([1], protocol=0), "another kind"),
])
def test_what_is_no_weights_file(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "model.pth").write_bytes(content)
    with pytest.raises(Problem, match=reason) as caught:
        weights.read(tmp_path / "model.pth")
    assert caught.value.code == "unreadable_weights"


@pytest.mark.parametrize("kind", ["zip", "old", "safetensors"])
@pytest.mark.parametrize("share", [0.001, 0.5, 0.999])
def test_a_file_that_breaks_off(tmp_path: Path, state: dict[str, torch.Tensor], kind: str, share: float) -> None:
    path = tmp_path / "model"
    if kind == "safetensors":
        save_file(state, path)
    else:
        torch.save(state, path, _use_new_zipfile_serialization=kind == "zip")
    os.truncate(path, int(path.stat().st_size * share))
    with pytest.raises(Problem) as caught:
        weights.read(path)
    assert caught.value.code == "unreadable_weights"


def test_no_weights_inside_and_no_file(tmp_path: Path) -> None:
    torch.save({"epoch": 3, "state_dict": {}}, tmp_path / "a.pth")
    for path, code in ((tmp_path / "a.pth", "unreadable_weights"), (tmp_path, "unreadable_weights"),
                       (tmp_path / "b.pth", "no_weights_file")):
        with pytest.raises(Problem) as caught:
            weights.read(path)
        assert caught.value.code == code


@pytest.mark.parametrize("wrapper", [
    "module.", "model.", "encoder.", "module.encoder.", "base_model.", "feature_extractor.", "student.backbone.", "0.",
    "_orig_mod.module.body.0.",
])
def test_whatever_wrapped_the_network(state: dict[str, torch.Tensor], wrapper: str) -> None:
    wrapped = {f"{wrapper}{name}": t for name, t in state.items()} | {"projector.weight": torch.ones(3)}
    found = weights.fitting(ROW, wrapped, Path("a.pth"))
    assert all(torch.equal(t, state[name]) for name, t in found.items())


@pytest.mark.parametrize("place", [
    ("model",), ("state_dict_ema",), ("ema",), ("net",), ("teacher",), ("params_ema",), ("checkpoint", "model", "ema"),
])
def test_weights_some_levels_down(tmp_path: Path, state: dict[str, torch.Tensor], place: tuple[str, ...]) -> None:
    kept: dict[str, Any] = {f"module.{name}": t for name, t in state.items()}
    for name in reversed(place):
        kept = {name: kept}
    momentum = {"state": {0: {"exp_avg": torch.ones(2), "step": torch.ones(())}}}
    torch.save({"epoch": 3, "optimizer": momentum, **kept}, tmp_path / "a.pth")
    found = weights.load(ROW, str(tmp_path / "a.pth"))
    assert found is not None
    assert all(torch.equal(t, state[name]) for name, t in found.items())


@pytest.mark.parametrize("averaged", ["state_dict_ema", "teacher", "model_ema"])
def test_averaged_weights_go_first(tmp_path: Path, state: dict[str, torch.Tensor], averaged: str) -> None:
    last = {name: t + 1 for name, t in state.items()}
    torch.save({"state_dict": last, averaged: {f"module.{name}": t for name, t in state.items()}}, tmp_path / "a.pth")
    found = weights.load(ROW, str(tmp_path / "a.pth"))
    assert found is not None
    assert all(torch.equal(t, state[name]) for name, t in found.items())


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_one_changed_byte_is_found(tmp_path: Path, state: dict[str, torch.Tensor], place: float) -> None:
    path = tmp_path / "a.pth"
    torch.save(state, path)
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(content)
    with pytest.raises(Problem, match="not as it was saved"):
        weights.read(path)


def test_a_file_without_checksums_is_read(tmp_path: Path, state: dict[str, torch.Tensor]) -> None:
    torch.serialization.set_crc32_options(False)
    try:
        torch.save(state, tmp_path / "a.pth")
    finally:
        torch.serialization.set_crc32_options(True)
    assert set(weights.read(tmp_path / "a.pth")) == set(state)


def wrong(key: str, state: dict[str, torch.Tensor]) -> str:
    with pytest.raises(Problem) as caught:
        weights.fitting(BACKBONES[key], state, Path("a.pth"))
    assert caught.value.code == "wrong_weights"
    return str(caught.value.details["reason"])


def test_weights_of_another_backbone_are_named(state: dict[str, torch.Tensor]) -> None:
    assert wrong("resnet18", state) == "conv1.weight is missing; they look like SqueezeNet 1.1"
    assert wrong("squeezenet1_0", state) \
        == "features.0.weight is 64×3×3×3 instead of 96×3×7×7; they look like SqueezeNet 1.1"


def test_the_first_misfit_is_named(state: dict[str, torch.Tensor]) -> None:
    key, name = ROW.key, "features.3.squeeze.weight"
    assert wrong(key, {k: v for k, v in state.items() if k != name}) == f"{name} is missing"
    assert wrong(key, {**state, name: torch.ones(1, 2)}) == f"{name} is 1×2 instead of 16×64×1×1"
    assert wrong(key, {**state, name: torch.full_like(state[name], torch.nan)}) == f"{name} holds NaN or infinity"
    assert wrong(key, {**state, "features.99.weight": torch.ones(1)}) == "features.99.weight is too many"
    assert "missing" in wrong(key, {"a": torch.ones(1)})


def test_names_of_older_files() -> None:
    dense = BACKBONES["densenet121"]
    model = library_model(dense, device="cpu").state_dict()
    old = {k.replace(".norm1.", ".norm.1.").replace(".conv2.", ".conv.2."): v for k, v in model.items()
           if not k.endswith("num_batches_tracked")}
    assert any(".norm.1." in k for k in old)
    assert set(weights.fitting(dense, old, Path("a.pth"))) == set(shapes(dense))
    vit = BACKBONES["vit_b_16"]
    renamed = {k.replace(".mlp.0.", ".mlp.linear_1.").replace(".mlp.3.", ".mlp.linear_2."): torch.empty(shape)
               for k, (shape, _) in list(shapes(vit).items())[:20]}
    assert any(".linear_1." in k for k in renamed)
    assert weights.misfit(vit, library_names(renamed, shapes(vit))) == f"{list(shapes(vit))[20]} is missing"


def test_random_bundled_and_unknown(tmp_path: Path) -> None:
    assert weights.load(ROW, "random") is None
    with pytest.raises(Problem) as caught:
        weights.load(ROW, "bundled")
    assert caught.value.code == "no_bundled_weights"
    with pytest.raises(Problem) as caught:
        weights.load(ROW, str(tmp_path / "none.pth"))
    assert caught.value.code == "no_weights_file"


def test_the_weights_in_the_box_fit() -> None:
    row = BACKBONES["mobilenet_v3_small"]
    if bundled_weights(row) is None:
        pytest.skip("the weights are not in this checkout")
    assert set(weights.load(row, "bundled") or {}) == set(shapes(row))
    network = build(row.key, weights="auto", classes=2, head=LinearHead()).eval()
    assert network(torch.zeros(1, 3, 224, 224)).isfinite().all()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared weights are not here")
def test_shared_weights() -> None:
    for key in ("mobilenet_v2", "squeezenet1_0"):
        assert weights.load(BACKBONES[key], str(SHARED / f"{key}.pth")) is not None
    with pytest.raises(Problem, match=r"they look like SqueezeNet 1\.0"):
        weights.load(BACKBONES["mobilenet_v2"], str(SHARED / "squeezenet1_0.pth"))
