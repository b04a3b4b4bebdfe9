"""Problem: a fault that the user can act on, a code with details; and the list of all codes."""

from typing import Any


class Problem(Exception):
    """A fault that the user can act on. `code` is one of SENTENCES; `details` fill its sentence."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def __str__(self) -> str:
        return sentence(self.code, self.details)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.code, self.details)


def _rebuild(code: str, details: dict[str, Any]) -> Problem:
    return Problem(code, **details)


def sentence(code: str, details: dict[str, Any], template: str | None = None) -> str:
    """The sentence of a code with its details; `template` is a translation of it."""
    return (template or SENTENCES[code]).format_map(_Shown(details))


class _Shown(dict[str, Any]):
    """Details as a sentence has them: `{count:image is|images are}` depends on whether the count is one."""

    def __getitem__(self, key: str) -> Any:
        value = super().__getitem__(key)
        return _Amount(f"{value:g}" if isinstance(value, float) else value)

    def __missing__(self, key: str) -> str:
        return "?"


class _Amount(str):
    def __format__(self, how: str) -> str:
        one, among, many = how.partition("|")
        return super().__format__(how) if not among else one if self == "1" else many


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - read by the catalogue tool
    """Mark `text` for translation; `choice.N_` is the same for the other modules."""
    return text


P = QT_TRANSLATE_NOOP

# One sentence each: what is wrong with what, and what to do. `faults` concern one file.
SENTENCES: dict[str, str] = {
    # the folder
    "no_such_folder": P("problem", "The folder “{path}” does not exist; choose one that does."),
    "not_a_folder": P("problem", "“{path}” is a file, not a folder; choose the folder that holds the class folders."),
    "no_such_path": P("problem", "“{path}” does not exist; check the name."),
    "folder_unreadable": P("problem", "The folder “{path}” cannot be read ({reason}); change its permissions or choose another."),
    "empty_folder": P("problem", "The folder “{path}” holds no images; put one subfolder with images for each class in it."),
    "no_classes": P("problem", "The images of “{path}” are not in class folders; put them into one subfolder for each class, or read their labels from a table or from the file names."),
    "class_folder": P("problem", "The images of “{path}” are not in class folders, and it seems to be one class of “{parent}”, which holds {count} such folders; choose “{parent}” instead."),
    "splits_without_classes": P("problem", "The folders {name} of “{path}” hold images that are not in class folders; read their labels from the file names or from a table, or use these folders as the classes."),
    "no_readable_image": P("problem", "None of the {count} image files of “{path}” can be read; the first: {reason}."),
    "one_class": P("problem", "All images belong to the one class “{name}”; add a folder for at least one more class."),
    "class_too_small": P("problem", "The class “{name}” has {count} readable {count:image|images}, at least {needed} are needed; add images, or leave this class out."),
    "no_training_images": P("problem", "The split folders of “{path}” leave no images to train on; put class folders in “train”."),
    "no_validation_images": P("problem", "There are no images left for validation; add images, choose a larger validation share, or undo what was moved."),
    "folds_of_ready_split": P("problem", "The images of “{path}” already lie in training and validation folders; to train in folds, choose a folder without them."),
    "too_many_folds": P("problem", "The images cannot be divided into {folds} folds, because too many of them must stay together; choose fewer folds, or add images."),
    "class_only_in": P("problem", "The class “{name}” occurs in the {split} folder but not in the training folder; add training images for it or remove it."),
    "unknown_classes": P("problem", "The folder has the classes {found}, none of which this model knows ({known}); choose a folder with the model's classes."),
    "images_changed": P("problem", "{count} {count:image|images} of this run {count:is|are} missing or changed since it started, the first is “{path}”; put them back, choose the folder where they are now, or start a new run."),
    "run_images_gone": P("problem", "The images of this run are not in “{path}” any more; its curves and results are shown without them. To go on with it, choose the folder where they are now."),
    "images_elsewhere": P("problem", "“{path}” does not hold the images of this run: of {count}, {missing} {missing:is|are} missing and {others} {others:is another picture|are other pictures}, the first is “{first}”; choose the folder that holds them unchanged."),
    "images_gone": P("problem", "The images of “{path}” cannot be read any more; put them back, or choose the folder where they are now."),
    "class_gone": P("problem", "No training image of the class “{name}” can be read any more in “{path}”; put them back, or read the folder again."),
    "nothing_to_predict": P("problem", "“{path}” holds no images; choose images, or a folder that holds some."),
    "series_folder": P("problem", "“{path}” holds the folds of one cross-validation; choose one of them, such as “{first}”."),
    "all_left_out": P("problem", "All images of “{path}” are left out; put some of them back, or undo the last change."),
    "bad_labels_file": P("problem", "The labels file “{path}” cannot be used: {reason}; give a CSV with a column of paths and a column of labels."),
    "labels_encoding": P("problem", "The table “{path}” cannot be read as {name}; choose another encoding."),
    "labels_json": P("problem", "Line {line} of the table “{path}” is no JSON object; give one object with the path and the label of an image in each line."),
    "labels_columns": P("problem", "The labels file “{path}” has no columns of paths and labels (found: {found}); call them “path” and “label” in its first line."),
    "labels_empty": P("problem", "The labels file “{path}” lists no image with a label; give one line for each image."),
    "labels_column": P("problem", "The table “{path}” has no column “{name}”; it has: {found}."),
    "labels_sheet": P("problem", "The table “{path}” has no sheet “{name}”; it has: {found}."),
    "old_excel": P("problem", "“{path}” is an Excel file of the old kind, or one with a password; save it as a plain .xlsx or as CSV."),
    "excel_missing": P("problem", "“{path}” is an Excel file, which can be read once the library {library} is installed; or save it as CSV."),
    "bad_pattern": P("problem", "The pattern “{pattern}” cannot be used; it needs {field}, and may have {known}, * for any text, ? for one sign and # for digits."),
    "pattern_fits_none": P("problem", "None of the {count} images of “{path}” has a name that fits “{pattern}”, for example “{name}”; change the pattern."),
    "test_folder_around": P("problem", "The test folder “{path}” also holds the training images; choose one with other images."),
    "no_test_table": P("problem", "The test folder “{path}” has no table “{name}” that says what its images show; put one there, or choose another folder."),
    "labels_split": P("problem", "The labels file “{path}” names the split “{value}”; only train, validation and test are known."),
    "folders_dropped": P("problem", "{count} folders were dropped at once; drop the one that holds them, “{path}”."),
    "several_dropped": P("problem", "{count} files or folders were dropped at once; drop one folder of images, or one table of paths and labels."),
    "no_labels": P("problem", "The images of “{path}” have no labels, so they can be viewed and predicted but not learned from; choose where their labels are."),
    "several_labels_later": P("problem", "Training with several labels for an image, or with several label columns, is not possible yet; to train, choose one column with one label for each image."),
    "damaged_project": P("problem", "The file “{path}” of the project cannot be read ({reason}); change its permissions or restore it from a copy."),
    # the recipe
    "unknown_backbone": P("problem", "There is no backbone “{key}”; choose one of: {known}."),
    "unknown_preset": P("problem", "There is no preset “{name}”; choose one of: {known}."),
    "unknown_stage": P("problem", "The backbone {backbone} has no stage “{name}”; its stages are: {known}."),
    "too_many_stages": P("problem", "The backbone {backbone} has {count} stages, {asked} cannot be frozen; give a number from 0 to {count}."),
    "bad_field": P("problem", "The recipe has no field “{field}”; known here: {known}."),
    "bad_value": P("problem", "{field} is {value}, which is not {expected}; correct it."),
    "out_of_range": P("problem", "{field} is {value}; give a number from {low} to {high}."),
    "bad_recipe_file": P("problem", "The recipe file “{path}” cannot be read: {reason}; give a recipe.json that Thawline wrote."),
    "image_too_small": P("problem", "{backbone} needs images of at least {least} pixels, {size} is set; raise the image size."),
    "image_size_step": P("problem", "{backbone} only works at {least} pixels with its pretrained weights, {size} is set; set the image size to {least}."),
    "no_epochs": P("problem", "The recipe has {epochs} {epochs:epoch|epochs}, so nothing would learn; give it at least one epoch."),
    # doubts about the recipe: nothing is refused
    "rate_high": P("problem", "A rate of {rate} is about {times} times the usual; training will probably not learn."),
    "rate_low": P("problem", "A rate of {rate} is about 1/{times} of the usual; training will hardly get anywhere."),
    "batch_over_images": P("problem", "A batch of {batch} is more than the {images} training images; each epoch is a single step."),
    "batch_small": P("problem", "A batch of {batch} makes training unsteady and slow; 16 to 64 is usual."),
    "epochs_few": P("problem", "In {epochs} {epochs:epoch|epochs} each image is seen only once; 10 to 30 is usual."),
    "size_small": P("problem", "This network learned from images of {usual} pixels; at {size} it will recognise much less."),
    "size_large": P("problem", "Images of {size} pixels take about {times} times as long as the usual {usual}, and seldom help."),
    "decay_high": P("problem", "A weight decay of {decay} pulls the weights towards zero faster than they learn; 0.1 is already a lot."),
    "dropout_high": P("problem", "A dropout of {percent} % hides most of what the network sees; 20 to 50 % is usual."),
    "smoothing_high": P("problem", "A label smoothing of {percent} % makes every answer doubtful; 10 % is usual."),
    "warmup_long": P("problem", "The warm-up lasts {warmup} of {epochs} {epochs:epoch|epochs}, so the learning rate never reaches its full value."),
    "thawed_faster": P("problem", "The thawed stages learn {factor} times as fast as the head and may lose what they know; 0.1 is usual."),
    "balanced_twice": P("problem", "The images of an epoch are already drawn evenly by class; with both, rare classes count too much."),
    # weights
    "no_bundled_weights": P("problem", "{backbone} has no weights in the box; choose download, random or a file."),
    "no_weights_file": P("problem", "The weights file “{path}” does not exist; check the name."),
    "unsafe_weights": P("problem", "The file “{path}” holds program code or unknown objects instead of plain weights and was not opened; ask for a .safetensors file or a plain state dict."),
    "unreadable_weights": P("problem", "The file “{path}” is no weights file that can be read ({reason}); give a .pth, .pt or .safetensors file."),
    "wrong_weights": P("problem", "The weights of “{path}” do not fit {backbone}: {reason}; choose the backbone that they were made for."),
    "download_failed": P("problem", "The weights of {backbone} could not be downloaded ({reason}); connect to the internet, or import a weights file."),
    "download_damaged": P("problem", "The downloaded weights of {backbone} are damaged (checksum differs); try again."),
    # devices, disks
    "device_missing": P("problem", "The device {device} cannot be used here ({reason}); choose auto or cpu."),
    "out_of_memory": P("problem", "The device ran out of memory at batch size {batch}; choose a smaller batch or image size."),
    "disk_full": P("problem", "The disk that holds “{path}” is full; free some space and resume the run."),
    "not_writable": P("problem", "Nothing can be written to “{path}” ({reason}); choose another folder."),
    "no_projects_folder": P("problem", "Nothing can be written to the projects folder “{path}” ({reason}); choose another one in Settings."),
    "diverged": P("problem", "The loss became infinite at step {step}; lower the learning rate and train again."),
    "nothing_unseen": P("problem", "The model was trained on every image of “{path}”; give a folder with images that are new to it."),
    # runs
    "no_run": P("problem", "“{path}” is not a run folder; choose a folder with a recipe.json that Thawline wrote."),
    "run_exists": P("problem", "“{path}” already holds a run; choose another folder, or resume it."),
    "own_files": P("problem", "The folder “{path}” holds files that are not of a run and would be overwritten ({names}); choose another folder."),
    "file_in_the_way": P("problem", "“{path}” is there already and would be overwritten; choose another name, or move it away."),
    "run_busy": P("problem", "The run “{path}” is being trained right now, here, in another window or on the command line; wait until it ends, or stop it there."),
    "no_checkpoint": P("problem", "The run “{path}” has no checkpoint yet; start it again."),
    "run_complete": P("problem", "The run “{path}” is complete ({epochs} {epochs:epoch|epochs}); ask for more epochs to go on."),
    "no_best": P("problem", "The run “{path}” has no finished epoch yet, so there is nothing to use; train it for at least one epoch."),
    "damaged_run": P("problem", "The file “{path}” of the run is damaged ({reason}); restore it from a copy or train again."),
    "unknown_format": P("problem", "There is no export format “{name}”; choose one of: {known}."),
    "bad_option": P("problem", "{reason}; see “thawline --help”."),
    "unexpected": P("problem", "Something unexpected went wrong ({reason}); the report is in “{path}”."),
    # one file
    "file_empty": P("problem", "the file is empty"),
    "file_changed": P("problem", "the file was changed after the folder was read"),
    "file_missing": P("problem", "the file is not there"),
    "file_forbidden": P("problem", "the file cannot be read, because permission is missing"),
    "file_name": P("problem", "the file's name is written in another system's letters; rename it"),
    "file_broken_link": P("problem", "the link leads nowhere"),
    "not_an_image": P("problem", "this is not an image, or its format cannot be read"),
    "image_truncated": P("problem", "the image breaks off before its end"),
    "image_damaged": P("problem", "the image is damaged ({reason})"),
    "image_bomb": P("problem", "the image is too large ({pixels} pixels)"),
    "image_text_bomb": P("problem", "the image contains a text that becomes far too large when it is unpacked"),
    "format_missing": P("problem", "the image is of the kind {what}, which can be read once the library {library} is installed"),
    # warnings about a folder
    "images_seen": P("problem", "{count} of the {all} images were used to train the model or to choose its best epoch, so the figures are too good; “evaluate --unseen” leaves them out."),
    "images_new_content": P("problem", "{count} {count:image|images} {count:was|were} changed after the folder was read; {count:it is used as it is|they are used as they are} now."),
    "micro_batch": P("problem", "There is not enough memory for {count} images at once; each step now processes them {size} at a time, which takes a little longer."),
    "files_left_out": P("problem", "{count} {count:file|files} cannot be read and {count:is|are} left out, the first is “{path}”."),
    "images_left_out": P("problem", "{count} {count:image|images} could not be read any more {count:and was|and were} left out, the first is “{path}”."),
    "class_empty": P("problem", "The class folder “{name}” holds no image that can be read and is left out."),
    "class_small": P("problem", "The class “{name}” has only {count} {count:image|images}; its figures will be "
                                "uncertain."),
    "classes_uneven": P("problem", "“{most}” has {ratio} times as many images as “{least}”; judge the model by its balanced accuracy."),
    "loose_files": P("problem", "{count} {count:image is|images are} outside the class folders and left out."),
    "folders_beside": P("problem", "{count} {count:image|images} of {name}, beside the split folders, {count:is|are} left out."),
    "split_unlabelled": P("problem", "{count} {count:image|images} in the split folders, such as {name}, {count:is not in a class folder and is|are not in class folders and are} left out."),
    "set_twice": P("problem", "All {count} {count:image|images} of {name} {count:is|are} also in “{other}”, by their names; only those in “{other}” are used."),
    "splits_taken": P("problem", "The folders {name} are taken as the split; they could be classes as well."),
    "splits_inside": P("problem", "The folders {name} inside the class folders are taken as the split."),
    "splits_not_taken": P("problem", "The folders {name} are taken as classes, as are those beside them; they could be the split as well."),
    "splits_not_used": P("problem", "The folders {name} inside the class folders are not used as the split."),
    "levels_outer": P("problem", "The {count} outer folders ({outer}) are taken as the classes; the {others} inner ones ({inner}) could be meant as well."),
    "levels_inner": P("problem", "The {others} inner folders ({inner}) are taken as the classes; the {count} outer ones ({outer}) could be meant as well."),
    "split_folder_alone": P("problem", "“{name}” was opened alone; beside it {other} may be for validation and test: open “{path}” to use them all."),
    "first_frame_only": P("problem", "{count} {count:file holds|files hold} several images; only the first of each is used."),
    "link_loop": P("problem", "The link “{path}” leads back into its own folder and is not followed."),
    "unknown_class_folder": P("problem", "The class “{name}” is unknown to the model and is left out."),
    "folder_closed": P("problem", "The folder “{path}” cannot be read, because permission is missing, and is left "
                                  "out."),
    "labels_blank": P("problem", "{count} {count:line|lines} of the labels file {count:lacks|lack} a path or a label and {count:is|are} left out."),
    "labels_missing": P("problem", "{count} {count:line|lines} of the table {count:says|say} “{name}” for the label; that is taken as no label, and {count:its image is|their images are} left out."),
    "table_unlisted": P("problem", "{count} {count:image|images} of the folder {count:is|are} in no line of the table and {count:is|are} left out, such as “{path}”."),
    "table_unclosed": P("problem", "A quote mark in line {line} of the table is never closed; each line was read by itself."),
    "table_encoding": P("problem", "The table does not say how its letters are written; it was read as {reason}, as in “{sample}”. If that looks wrong, choose another encoding."),
    "split_unassigned": P("problem", "{count} {count:line|lines} of the table {count:names|name} no split; {count:its image is|their images are} used for training."),
    "classes_alike": P("problem", "The labels {names} differ by capitals, blanks or the like alone; {count} {count:image|images} would become “{name}” if they are one class."),
    "table_twice": P("problem", "{count} {count:image|images} {count:has|have} more than one line in the table, such as “{path}”; the lines agree, so one is used."),
    "table_contradicts": P("problem", "{count} {count:image|images} {count:has|have} several lines in the table that do not agree, such as “{path}”; the first line is used."),
    "names_unfit": P("problem", "{count} {count:image has a name that does not fit|images have names that do not fit} the pattern “{pattern}”, such as “{path}”, and {count:is|are} left out."),
    "images_tiny": P("problem", "{count} {count:image|images} {count:has|have} a side of less than {least} pixels, the first is “{path}”."),
    "class_one_group": P("problem", "The images of the class “{name}” are all kept together, so none is left for validation; keep fewer together, or add images."),
    "same_image_two_labels": P("problem", "{count} {count:image|images} {count:occurs|occur} under two labels, such as “{path}” and “{other}”; one of the labels is wrong."),
    "same_image_two_splits": P("problem", "{count} {count:image|images} {count:occurs|occur} in two splits, such as “{path}” and “{other}”; the figures will be too good."),
    "near_duplicates_two_labels": P("problem", "{count} images in {groups} {groups:group|groups} are nearly the same but have different labels, such as “{path}” and “{other}”; check which label is right."),
    "near_duplicates_two_splits": P("problem", "{count} images in {groups} {groups:group|groups} are nearly the same but in different splits, such as “{path}” and “{other}”; the figures will be too good."),
    "group_two_splits": P("problem", "{count} {count:group of images that belongs|groups of images that belong} together by the table or the names {count:lies|lie} in several splits, such as “{path}” and “{other}”; the figures will be too good."),
    "near_duplicates": P("problem", "{count} images in {groups} {groups:group|groups} are nearly the same, such as “{path}” and “{other}”; each group stays in one split, or you can keep only one image of it."),
    "label_doubtful": P("problem", "{count} {count:image|images} {count:looks more like another class than like its own|look more like another class than like their own}, such as “{path}”; check the {count:label|labels}, which may still be right."),
    "images_blank": P("problem", "{count} {count:image is|images are} blank, with one shade all over; the first is “{path}”."),
    "sizes_mixed": P("problem", "The images differ much in size, from about {small} to {large} pixels; details that are small in the large ones may be lost."),
    "modes_mixed": P("problem", "{grey} images are grey and {colour} are in colour; if that differs by class, the model may learn it instead of what they show."),
    "far_from_square": P("problem", "{count} {count:image is|images are} far from square, such as “{path}”; padding keeps the shape, squashing does not."),
    "shortcut": P("problem", "A model that knows only {reason} predicts the class correctly in {score} % of cases (chance: {chance} %); the network may learn that instead of what the images show."),
    "shortcut_class": P("problem", "A model that knows only {reason} separates “{name}” from the other classes in {score} % of cases (chance: {chance} %); the network may learn that instead of what the images show."),
    "stray_files": P("problem", "{count} {count:file is not an image and is|files are not images and are} not used; the first is “{path}”."),
    "same_image_twice": P("problem", "{count} {count:image|images} {count:occurs|occur} more than once, such as “{path}” and “{other}”."),
}
