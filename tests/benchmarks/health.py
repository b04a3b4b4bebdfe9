"""The health check: planted faults, clean folders, bursts, the same hands again and again, and what it costs.

    python -m tests.benchmarks.health [--images N]

It needs the images that lie outside the repository. N different images (20,000) are made for speed and memory, which
are measured in a process of its own.
"""

import argparse
import io
import os
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageEnhance, ImageOps

from core.alike import fingerprints, near_duplicates
from core.data.image import read
from core.data.index import Index
from core.data.judge import judged
from core.data.look import scan
from core.data.split import split
from core.findings import Finding
from core.health import check
from core.run import Gate
from core.sharing import Sharing
from core.shortcut import shortcut
from tests.benchmarks.bench import (
    CLOTHING,
    WEIGHTS,
    Bench,
    Said,
    link,
    own_memory,
    report,
    scratch,
    specification,
    tell,
)

DATA = CLOTHING.parent
EACH = 30
"""Planted faults of each kind."""
SCENES, SHOTS, PART = 20, 10, 0.85
MB = 2**20

Change = Callable[[Image.Image, np.random.Generator], Image.Image]


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1].startswith("{"):
        report(costs(**specification()))
        return
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.health", description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=20_000, help="images that speed and memory are measured with")
    count = parser.parse_args().images
    if not CLOTHING.is_dir():
        sys.exit("It needs the images that lie outside the repository.")
    with tempfile.TemporaryDirectory(dir=scratch("folders")) as home:
        os.environ["THAWLINE_CACHE"] = os.path.join(home, "cache")
        for part in (planted, clean, bursts, hands):
            tell(part.__name__)
            for line in part(Path(home) / part.__name__):
                print(line, flush=True)
        tell("speed and memory")
        for line in cost(Path(home) / "many", count):
            print(line, flush=True)


def quiet(event: object) -> None:
    """Nobody listens."""


# --- planted faults --------------------------------------------------------------------------------


def again(image: Image.Image, quality: int) -> Image.Image:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality)
    return Image.open(kept).convert("RGB")


def cut(image: Image.Image, share: float, random: np.random.Generator) -> Image.Image:
    """A part of `share` of both sides, anywhere."""
    width, height = (round(side * share) for side in image.size)
    left, top = (int(random.integers(0, spare + 1)) for spare in (image.width - width, image.height - height))
    return image.crop((left, top, left + width, top + height))


CHANGES: dict[str, Change] = {
    "JPEG of quality 40": lambda image, random: again(image, 40),
    "60 % of the size": lambda image, random: image.resize((image.width * 6 // 10, image.height * 6 // 10)),
    "80 % of both sides": lambda image, random: cut(image, 0.8, random),
    "71 % of both sides": lambda image, random: cut(image, 0.71, random),
    "30 % brighter": lambda image, random: ImageEnhance.Brightness(image).enhance(1.3),
    "30 % darker": lambda image, random: ImageEnhance.Brightness(image).enhance(0.7),
    "30 % less contrast": lambda image, random: ImageEnhance.Contrast(image).enhance(0.7),
}


@dataclass
class Planted:
    """A folder with faults: by kind, each one's pair of paths; and the class with the border."""

    pairs: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    bordered: str = "shirt"


def plant(folder: Path) -> Planted:
    """Links of clothing/train; thirty faults of each kind, each of another image; one class with a border."""
    made, random, source = Planted(), np.random.default_rng(2026), CLOTHING / "train"
    files = sorted(p.relative_to(source) for p in source.rglob("*") if p.is_file())
    for path in files:
        if path.parts[0] == made.bordered:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            image = read(source / path)
            width = round(0.04 * min(image.size))
            ImageOps.expand(ImageOps.crop(image, width), width, (240, 240, 240)).save(folder / path, quality=90)
        else:
            link(source / path, folder / path)
    rest = [p for p in files if p.parts[0] != made.bordered]
    classes = sorted({p.parts[0] for p in rest})
    chosen = iter([rest[i] for i in random.permutation(len(rest))])
    for number, kind in enumerate(("same bytes, other label", *CHANGES, "80 % of both sides, other label")):
        for n in range(EACH):
            path = next(chosen)
            other = next(c for c in classes[n % len(classes) :] + classes if c != path.parts[0])
            place = Path(other if "label" in kind else path.parts[0]) / f"planted-{number}-{n}.jpg"
            if kind in ("same bytes, other label",):
                link(source / path, folder / place)
            else:
                change = CHANGES[kind.removesuffix(", other label")]
                change(read(source / path), random).save(folder / place, quality=90)
            made.pairs[kind].append((path.as_posix(), place.as_posix()))
    return made


def planted(folder: Path) -> Iterator[str]:
    """The table of planted faults."""
    made = plant(folder)
    index = scan(folder)
    alike, checked = check(index, quiet, Gate())
    findings = {f.code: f for f in judged(replace(index, alike=alike, checked=checked)).findings}
    yield f"== Planted in {len(index.samples):,} images of clothing/train"
    group_of = {path: n for n, group in enumerate(alike) for path in group}
    for kind, pairs in made.pairs.items():
        code = "same_image_two_labels" if "bytes" in kind else "near_duplicates"
        code += "_two_labels" if "other label" in kind and "bytes" not in kind else ""
        said = set(findings[code].paths) if code in findings else set()
        hits = sum(a in said and b in said and group_of[a] == group_of[b] for a, b in pairs)
        yield f"{kind:34} {hits:3} of {len(pairs)}   {code}"
    mates = {frozenset(pair) for pairs in made.pairs.values() for pair in pairs}
    wrong = [group for group in alike if frozenset(group) not in mates]
    yield f"{'groups besides these':34} {len(wrong):3}      {wrong[:5]}"
    yield f"{'border around a class':34} {_said(findings.get('shortcut_class'))}"
    yield f"other findings: {', '.join(sorted(set(findings) - {'shortcut_class'}))}"


def _said(finding: Finding | None) -> str:
    return "nothing" if finding is None else ", ".join(f"{k} {v}" for k, v in finding.details.items())


# --- clean folders, bursts -------------------------------------------------------------------------


def clean(folder: Path) -> Iterator[str]:
    """What is said of folders that nothing was planted in."""
    yield "\n== Folders as they are"
    for name in ("clothing", "sign-digits", "omniglot", "blood-cells"):
        index = scan(DATA / name)
        alike = near_duplicates(index, fingerprints(index, quiet, Gate()), quiet, Gate())
        told = shortcut(index)
        yield f"{name:12} {len(index.samples):5} images, {len(alike):3} groups; shortcut: {_said(told)}"
        for group in alike:
            yield f"             {'  '.join(group)}"


def bursts(folder: Path) -> Iterator[str]:
    """Twenty scenes, ten shifted parts of each."""
    random = np.random.default_rng(1)
    sources = sorted(p for p in (CLOTHING / "train").rglob("*") if p.is_file())
    for n in range(SCENES):
        image = read(sources[n * len(sources) // SCENES])
        for shot in range(SHOTS):
            place = folder / f"class {n % 2}" / f"scene {n} shot {shot}.jpg"
            place.parent.mkdir(parents=True, exist_ok=True)
            cut(image, PART, random).save(place, quality=90)
    index = scan(folder)
    alike = near_duplicates(index, fingerprints(index, quiet, Gate()), quiet, Gate())
    scenes = [{Path(path).name.split(" shot")[0] for path in group} for group in alike]
    whole = sum(len(group) == SHOTS and len(scene) == 1 for group, scene in zip(alike, scenes, strict=True))
    yield f"\n== Bursts: {SCENES} scenes of {SHOTS} parts, {PART:.0%} of both sides each"
    yield f"{whole} scenes whole in a group of their own; {sum(len(s) > 1 for s in scenes)} groups of several scenes"
    for name, seen, sharing in (("nothing kept together", index, Sharing(alike=False)),
                                ("by near-duplicates", replace(index, alike=alike), Sharing()),
                                ("by name", index, Sharing(alike=False, together="pattern", pattern="{group} shot *"))):
        shared = split(seen, sharing)
        parts = defaultdict(set)
        for sample in shared.samples:
            parts[Path(sample.path).name.split(" shot")[0]].add(sample.split)
        torn = sum(len(places) > 1 for places in parts.values())
        yield f"scenes in several splits, {name}: {torn}; images that would leak: {shared.together.would_leak}"


# --- the same hands again and again ----------------------------------------------------------------


def hands(folder: Path) -> Iterator[str]:
    """A frozen probe under three ways to share sign-digits out: at random, by near-duplicates, by whose hand it is."""
    index = scan(DATA / "sign-digits")
    alike = near_duplicates(index, fingerprints(index, quiet, Gate()), quiet, Gate())
    yield f"\n== sign-digits: {len(alike)} groups of near-duplicates"
    features, labels = _features(index), np.array([s.label for s in index.samples])
    own = {path: n for n, group in enumerate(alike) for path in group}
    near = [own.get(s.path, -1 - n) for n, s in enumerate(index.samples)]
    ways = {"at random": list(range(len(labels))), "by near-duplicates": near, "by hand": _hands(index)}
    for name, groups in ways.items():
        low, middle, high = np.quantile([_probe(features, labels, groups, seed) for seed in range(5)], (0, 0.5, 1))
        yield f"frozen mobilenet_v2, 4 folds {name:19} {middle:.3f} (of 5 seeds {low:.3f} to {high:.3f})"


def _hands(index: Index) -> list[int]:
    """Whose hand it is, as the numbers of the files tell: everybody showed the signs 0 to 9 one after the other."""
    taken = sorted((int("".join(c for c in Path(s.path).stem if c.isdigit())), int(s.label), n)
                   for n, s in enumerate(index.samples))
    found, hand, last = [0] * len(taken), 0, (-99, 9)
    for number, sign, n in taken:
        hand += sign <= last[1] or number - last[0] >= 10
        found[n], last = hand, (number, sign)
    return found


def _features(index: Index) -> np.ndarray:
    import torch

    from core.data.image import fit
    from core.model import Model
    from core.network import build
    from core.recipe import LinearHead, Recipe

    network = build("mobilenet_v2", weights=str(WEIGHTS), classes=1, head=LinearHead()).eval()
    network.freeze(frozenset(range(len(network.body))))
    model = Model(network, ("",), Recipe(backbone="mobilenet_v2"), torch.device("cpu"), "float32")
    rows = []
    with torch.no_grad():
        for start in range(0, len(index.samples), 32):
            some = [read(Path(index.root) / s.path) for s in index.samples[start : start + 32]]
            pixels = np.stack([np.asarray(fit(image, 256, "crop"))[16:240, 16:240] for image in some])
            rows.append(network.features(model.inputs(torch.from_numpy(pixels).permute(0, 3, 1, 2))).numpy())
    return np.concatenate(rows)


def _probe(features: np.ndarray, labels: np.ndarray, groups: list[int], seed: int) -> float:
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_score
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    folds = StratifiedGroupKFold(4, shuffle=True, random_state=seed)
    probe = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
    return float(cross_val_score(probe, features, labels, groups=groups, cv=folds).mean())


# --- what it costs ---------------------------------------------------------------------------------


def cost(folder: Path, count: int) -> Iterator[str]:
    """Images a second and memory of each step, on as many different images."""
    different(folder, count)
    said = Bench().side("health", {"folder": str(folder)})
    yield f"\n== {said['images']:,} different images of 150 pixels; the process before: {said['before'] / MB:.0f} MiB"
    for name, seconds in said["seconds"].items():
        yield f"{name:24} {seconds:7.1f} s {said['images'] / max(seconds, 1e-9):8.0f} images/s"
    yield f"most memory over the process before: {said['most'] / MB:.0f} MiB; groups found: {said['groups']}"
    yield f"a whole check: {said['images'] / sum(said['seconds'].values()):.0f} images/s"


def different(folder: Path, count: int) -> None:
    """Images that are no near-duplicates of each other: turned and mirrored clothing, then ninths of it."""
    turns = [None, *Image.Transpose]
    sources = sorted(p for p in CLOTHING.rglob("*") if p.is_file())
    tell(f"{count:,} different images")
    for n in range(count):
        image, (part, way) = read(sources[n % len(sources)], at_least=450), divmod(n // len(sources), len(turns))
        if part:
            width, height = (side // 3 for side in image.size)
            left, top = (part - 1) % 3 * width, (part - 1) // 3 * height
            image = image.crop((left, top, left + width, top + height))
        image.thumbnail((150, 150))
        turn = turns[way]
        place = folder / f"class {n % 10}" / f"{n:06}.jpg"
        place.parent.mkdir(parents=True, exist_ok=True)
        (image if turn is None else image.transpose(turn)).save(place, quality=85)


def costs(folder: str) -> Said:
    """A side: every step of a check, timed, and the most memory that it takes."""
    index = scan(folder)
    before, most, over = own_memory()["own"], [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            most[0] = max(most[0], own_memory()["own"])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    seconds, began = dict[str, float](), time.perf_counter()
    prints = fingerprints(index, quiet, Gate())
    seconds["fingerprints"], began = time.perf_counter() - began, time.perf_counter()
    groups = near_duplicates(index, prints, quiet, Gate())
    seconds["near-duplicates"], began = time.perf_counter() - began, time.perf_counter()
    fingerprints(index, quiet, Gate())
    again_s, began = time.perf_counter() - began, time.perf_counter()
    del prints
    check(index, quiet, Gate())
    seconds["all the rest"] = max(0.0, time.perf_counter() - began - seconds["near-duplicates"] - again_s)
    over.set()
    watcher.join()
    return {"images": len(index.samples), "before": before, "most": most[0] - before, "seconds": seconds,
            "groups": len(groups)}


if __name__ == "__main__":
    main()
