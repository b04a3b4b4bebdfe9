"""REMEDIES: for every problem the window can show, its one-click remedy, the page that it concerns, what answers it."""

from dataclasses import dataclass
from typing import Literal

from core.choice import N_

Act = Literal[
    "", "choose_folder", "open_path", "open_above", "open_first", "ask_how", "rescan", "leave_classes_out",
    "take_all_in", "validate_more", "fewer_folds", "to_model", "to_settings", "to_runs", "freeze_all", "put_back",
    "image_size", "usual_epochs", "weights_file", "weights_auto", "device_auto", "halve_batch", "lower_rate",
    "train", "go_on", "continue_run", "images_of_run", "show_path", "open_file"]
"""What `gui_app.mending` can do; "" for nothing."""


@dataclass(frozen=True)
class Remedy:
    """A row of REMEDIES."""

    title: str = ""
    """Of the button; may have {details} of the problem. Without one there is no button."""
    act: Act = ""
    page: str = ""
    """The page that the problem concerns: it is told there, and where it turned up."""
    until: frozenset[str] = frozenset()
    """What answers it when it is changed: fields of the recipe, "recipe" for any; "edits", "sharing", "settings". A
    folder that is opened or read anew answers all."""


def _row(title: str, act: Act, page: str = "", until: str = "") -> Remedy:
    return Remedy(title, act, page, frozenset(until.split()))


_CHOOSE = _row(N_("remedy", "Choose another folder…"), "choose_folder", "data")
_MOVED = _row(N_("remedy", "Choose their folder…"), "images_of_run", "train")
_HOW = _row(N_("remedy", "How it is read…"), "ask_how", "data")
_CLASS = _row(N_("remedy", "Leave this class out"), "leave_classes_out", "data", "edits")
_FILE = _row(N_("remedy", "Open a weights file…"), "weights_file", "model", "weights backbone")
_SHOW = _row(N_("remedy", "Show the folder"), "show_path")
_ALL_FROZEN = _row(N_("remedy", "Freeze all stages"), "freeze_all", "model", "phases backbone")
_SIZE = _row(N_("remedy", "Set the image size to {least}"), "image_size", "train", "image_size backbone weights")

REMEDIES: dict[str, Remedy] = {
    # the folder
    "no_such_folder": _CHOOSE, "not_a_folder": _CHOOSE, "folder_unreadable": _CHOOSE, "empty_folder": _CHOOSE,
    "no_readable_image": _CHOOSE, "one_class": _CHOOSE, "no_training_images": _CHOOSE, "folds_of_ready_split": _CHOOSE,
    "images_gone": _CHOOSE, "several_dropped": _CHOOSE, "nothing_unseen": _CHOOSE,
    "run_images_gone": _MOVED, "images_elsewhere": _MOVED, "images_changed": _MOVED,
    "no_such_path": _row("", "", "use"), "nothing_to_predict": _row("", "", "use"),
    "no_classes": _HOW, "splits_without_classes": _HOW, "no_labels": _HOW, "several_labels_later": _HOW,
    "bad_labels_file": _HOW, "labels_columns": _HOW, "labels_empty": _HOW, "labels_column": _HOW, "labels_sheet": _HOW,
    "labels_encoding": _HOW, "labels_json": _HOW, "labels_split": _HOW,
    "old_excel": _HOW, "excel_missing": _HOW, "bad_pattern": _HOW, "pattern_fits_none": _HOW,
    "test_folder_around": _HOW, "no_test_table": _HOW,
    "class_too_small": _CLASS, "class_only_in": _CLASS,
    "no_validation_images": _row(N_("remedy", "Use a fifth for validation"), "validate_more", "data", "edits sharing"),
    "too_many_folds": _row(N_("remedy", "Use fewer folds"), "fewer_folds", "data", "edits sharing"),
    "unknown_classes": Remedy(),
    "class_gone": _row(N_("remedy", "Read the folder again"), "rescan", "data"),
    "series_folder": _row(N_("remedy", "Open the first fold"), "open_first"),
    "all_left_out": _row(N_("remedy", "Take all in again"), "take_all_in", "data", "edits"),
    "folders_dropped": _row(N_("remedy", "Open “{path}”"), "open_path", "data"),
    "class_folder": _row(N_("remedy", "Open “{parent}”"), "open_above", "data"),
    "damaged_project": _SHOW,
    # the recipe
    "unknown_backbone": _row(N_("remedy", "Choose a backbone"), "to_model", "model", "backbone"),
    "unknown_preset": Remedy(), "bad_field": Remedy(until=frozenset({"recipe"})),
    "bad_value": Remedy(until=frozenset({"recipe"})), "bad_recipe_file": _SHOW,
    "unknown_stage": _ALL_FROZEN, "too_many_stages": _ALL_FROZEN,
    "out_of_range": _row(N_("remedy", "Put the usual value back"), "put_back", "train", "recipe"),
    "image_too_small": _SIZE, "image_size_step": _SIZE,
    "no_epochs": _row(N_("remedy", "Put the usual value back"), "usual_epochs", "train", "phases"),
    # weights
    "no_bundled_weights": _row(N_("remedy", "Choose them automatically"), "weights_auto", "model", "weights backbone"),
    "no_weights_file": _FILE, "unsafe_weights": _FILE, "unreadable_weights": _FILE, "wrong_weights": _FILE,
    "download_failed": _FILE, "download_damaged": _row(N_("remedy", "Try again"), "train", "", "weights backbone"),
    # devices, disks
    "device_missing": _row(N_("remedy", "Choose the device automatically"), "device_auto", "train", "device"),
    "out_of_memory": _row(N_("remedy", "Halve the batch size"), "halve_batch", "train",
                          "batch_size image_size backbone device phases"),
    "diverged": _row(N_("remedy", "Divide the rate by 10"), "lower_rate", "train", "optimiser"),
    "disk_full": _row(N_("remedy", "Continue"), "go_on"),
    "not_writable": Remedy(),
    "no_projects_folder": _row(N_("remedy", "Open Settings"), "to_settings", "settings", "settings"),
    # runs
    "own_files": Remedy(), "file_in_the_way": Remedy(),
    "no_run": _CHOOSE, "run_exists": Remedy(), "run_busy": Remedy(), "unknown_format": Remedy(), "bad_option": Remedy(),
    "no_checkpoint": _row(N_("remedy", "Train a new run"), "train"),
    "run_complete": _row(N_("remedy", "Train it longer…"), "to_runs", "runs"),
    "no_best": _row(N_("remedy", "Continue"), "continue_run"),
    "damaged_run": _SHOW,
    "unexpected": _row(N_("remedy", "Open the report"), "open_file"),
}

BESIDE = frozenset({
    # of one file, in the table of faulty files
    "file_empty", "file_changed", "file_missing", "file_forbidden", "file_name", "file_broken_link", "not_an_image",
    "image_truncated", "image_damaged", "image_bomb", "image_text_bomb", "format_missing",
    # of a run, on its page
    "images_new_content", "images_seen", "micro_batch", "files_left_out", "images_left_out", "unknown_class_folder",
    # of a folder, in the list of findings with remedies of their own
    "class_empty", "class_small", "classes_uneven", "loose_files", "first_frame_only", "link_loop", "folder_closed",
    "labels_blank", "table_twice", "table_contradicts", "names_unfit", "images_tiny", "class_one_group",
    "same_image_two_labels", "same_image_two_splits", "near_duplicates_two_labels", "near_duplicates_two_splits",
    "group_two_splits", "near_duplicates", "label_doubtful", "images_blank", "sizes_mixed", "modes_mixed",
    "labels_missing", "table_unlisted", "table_unclosed", "table_encoding", "split_unassigned", "classes_alike",
    "folders_beside", "split_unlabelled", "set_twice", "splits_taken", "splits_inside", "splits_not_taken",
    "splits_not_used", "levels_outer", "levels_inner", "split_folder_alone",
    "far_from_square", "shortcut", "shortcut_class", "stray_files", "same_image_twice",
    # of a field, below it
    "rate_high", "rate_low", "batch_over_images", "batch_small", "epochs_few", "size_small", "size_large", "decay_high",
    "dropout_high", "smoothing_high", "warmup_long", "thawed_faster", "balanced_twice",
})
"""Codes that are told beside what they concern, and never in the bar."""


def remedy_of(code: str) -> Remedy:
    """The remedy of a code; of one that this version does not know, none."""
    return REMEDIES.get(code, Remedy())
