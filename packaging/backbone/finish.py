"""Turn a checkpoint into the files of `resources/backbones`: weights, measured table, card.

The averaged student is taken, its batch norms are measured anew, and its weights are written in
fp16 under torchvision's names without the last layer.
"""

import argparse
import hashlib
import json
import os
from pathlib import Path
from string import Template
from typing import Any

import torch
from crops import load, settle
from networks import Student, student_features
from probe import NAMES, named, score, table, table_data
from safetensors.torch import load_file, save_file
from torch import Tensor

NAME = "mobilenet_v3_small"
TITLES = {
    "clothing": "clothing, 10 kinds, photographs (pictures of the training side were seen, labels never)",
    "sign-digits": "sign-digits, 10 hand signs (never seen)",
    "omniglot": "omniglot, 60 drawn letters (never seen)",
    "blood-cells": "blood-cells, 3 kinds (pictures of the training side were seen, labels never)",
}


def halved(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """fp16 for numbers, untouched counters."""
    return {k: (v.half() if v.is_floating_point() else v).cpu().contiguous() for k, v in weights.items()}


def write(path: Path, content: bytes) -> None:
    """Beside, then rename."""
    beside = path.with_suffix(".part")
    beside.write_bytes(content)
    os.replace(beside, path)


def averaged(options: argparse.Namespace, kept: dict[str, Any]) -> dict[str, Tensor]:
    """The averaged student's weights with freshly measured batch norms, in fp32."""
    pool = load(options.data, 400, 1, torch.device("cpu"))
    student = Student()
    student.load_state_dict(kept["ema"])
    return settle(student, pool, options.size, options.batches).close().state_dict()


def lines(rows: dict[str, dict[str, float]]) -> str:
    """The table in Markdown."""
    head = (
        "| pictures | learnt from | asked about | random weights | **bundled** | teacher |\n|---|---|---|---|---|---|\n"
    )
    return head + "\n".join(
        f"| {TITLES[name]} | {row['learnt_from']} | {row['asked_about']} | {row['random']:.3f} "
        f"| **{row['bundled']:.3f}** | {row['teacher']:.3f} |"
        for name, row in rows.items()
    )


def finish(options: argparse.Namespace) -> None:
    """Write the weights; unless `--only-weights`, measure them and write the table and the card."""
    kept = torch.load(options.checkpoint, map_location="cpu", weights_only=True)
    exact = averaged(options, kept)
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"{NAME}.safetensors"
    save_file(halved(exact), path.with_suffix(".part"))
    os.replace(path.with_suffix(".part"), path)
    if options.only_weights:
        return
    rows, net = table(options.data, load_file(path), options.teacher, 224), named(exact)
    for name in NAMES:
        split = table_data(options.data, name)
        rows[name]["bundled_fp32"] = round(score(lambda x: student_features(net, x), split, torch.device("cpu")), 3)
    digest, size = hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size
    facts = {
        "minutes": round(kept["seconds"] / 60),
        "cpu_minutes": round(kept["cpu"] / 60),
        "crops": kept["crops"],
    }
    record = {"name": NAME, "sha256": digest, "bytes": size, "date": options.date, **facts, "probe": rows}
    write(path.with_suffix(".json"), (json.dumps(record, indent=1) + "\n").encode())
    card = Template((Path(__file__).parent / "card.md").read_text(encoding="utf-8"))
    words = {
        "table": lines(rows),
        "sha256": digest,
        "bytes": f"{size:,}",
        "date": options.date,
        "minutes": facts["minutes"],
        "cpu_minutes": facts["cpu_minutes"],
        "crops": f"{facts['crops']:,}",
    }
    write(path.with_suffix(".md"), card.substitute(words).encode())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--teacher", type=Path, default=Path("../shared/data/weights/mobilenet_v2.pth"))
    parser.add_argument("--out", type=Path, default=Path("resources/backbones"))
    parser.add_argument("--date", default="2026-11-20")
    parser.add_argument("--size", type=int, default=160, help="crop side for measuring the batch norms")
    parser.add_argument("--batches", type=int, default=40)
    parser.add_argument("--only-weights", action="store_true")
    finish(parser.parse_args())


if __name__ == "__main__":
    main()
