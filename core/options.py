"""Options: the records that the options of the command line describe, and what it says of a finding."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from core.choice import replace_at
from core.findings import Finding
from core.problems import Problem, sentence
from core.recipe import Recipe, apply_preset, read_recipe, with_epochs, with_freeze
from core.source import OTHER_WAYS, Source

T = TypeVar("T")


def recipe_of(options: argparse.Namespace) -> Recipe:
    """The recipe that `train`'s options describe: file, then preset, then what overrides them. Raises Problem."""
    recipe = read_recipe(Path(options.recipe)) if options.recipe else Recipe()
    if options.preset:
        recipe = apply_preset(recipe, options.preset)
    plain = {"backbone": options.backbone, "weights": options.weights, "image_size": options.image_size,
             "batch_size": options.batch_size, "seed": options.seed, "device": options.device,
             "optimiser.lr": options.lr}
    for path, value in plain.items():
        if value is not None:
            recipe = replace_at(recipe, path, value)
    if options.no_early_stopping:
        recipe = replace_at(recipe, "early_stopping", False)
    if options.freeze is not None:
        recipe = with_freeze(recipe, options.freeze)
    if options.epochs is not None:
        recipe = with_epochs(recipe, options.epochs)
    return with_settings(recipe, "--set", options.set)


def source_of(options: argparse.Namespace) -> Source:
    """How the folder is read: by the labels file that was given, else by its own folders, then as `--read` says."""
    source = Source(kind="table", table=options.labels) if options.labels else Source()
    for setting in options.read:
        name, equals, text = setting.partition("=")
        source = with_settings(source, "--read", [f"{name}{equals}{_as_texts(name, text)}"])
    said = {setting.partition("=")[0] for setting in options.read}
    return replace(source, confirmed=source.confirmed or bool(said & {"within", "splits", "level"}))


def _as_texts(name: str, text: str) -> str:
    """What --read sets a field to: names of columns are texts, also where they are numbers, and labels are several."""
    value = _json_or_text(text)
    if name == "labels":
        one = value if isinstance(value, str) else text
        return json.dumps([str(one) for one in value] if isinstance(value, list) else [one])
    return text if isinstance(value, str | bool) else json.dumps(text)


def with_settings(record: T, option: str, settings: Sequence[str]) -> T:
    """The record with fields set as `path=value`. Raises Problem."""
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not equals:
            raise Problem("bad_option", reason=f"{option} {setting} has no “=”")
        record = replace_at(record, path, _json_or_text(text))
    return record


def _json_or_text(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def details_of(finding: Finding) -> dict[str, Any]:
    """The details of a finding, with the options that read the folder in the other way that it tells of."""
    other = [f"{name}={value}" for remedy in finding.remedies for name, value in OTHER_WAYS.get(remedy, {}).items()
             if value]
    return finding.details | ({"read": other} if other else {})


def told(code: str, details: dict[str, Any]) -> str:
    """The sentence of a warning, and how the other way is asked for."""
    other = " ".join(f"--read {option}" for option in details.get("read", ()))
    return sentence(code, details) + (f" (the other way: {other})" if other else "")
