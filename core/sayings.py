"""Sayings: every sentence of the coach, its kind, and the actions that fit; and the record that carries one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from core.choice import N_

Kind = Literal["good", "watch", "act"]
MORE_STAGES = 2
"""How many are offered to be thawed at once."""


@dataclass(frozen=True)
class Saying:
    """A judgement in a word or two, its sentence, and the actions that fit while the run goes on and after it."""

    kind: Kind
    verdict: str
    sentence: str
    going: str = ""
    over: str = "results"
    patient: bool = False
    """What asks for an act when the run is over is only watched while it goes on."""


_LEVEL, _RATE = N_("reading", "Levelled off."), N_("reading", "Learning rate too high.")
_NOTHING, _UNSHOWN = N_("reading", "Nothing learned."), N_("reading", "Learns, but does not show it.")
_CHANCE = N_("reading", "Near chance.")
_SAME_ANSWER = N_("reading", "Validation accuracy is {now}; giving every image the same answer would get {chance}.")

# Of a run. Details are plain numbers; the window writes them in the user's language, each by its dress (FIGURES).
OF_A_RUN: dict[str, Saying] = {
    "diverging": Saying("act", _RATE, N_(
        "reading", "The training loss rose from {loss_then} to {loss_now}."), "stop_keep", "lower_rate"),
    "broke_off": Saying("act", _RATE, N_(
        "reading", "The loss grew beyond all bounds at step {step}."), "", "lower_rate"),
    "worse": Saying("act", _RATE, N_(
        "reading", "The training loss is {loss_now}; guessing would give {guess}."), "stop_keep", "lower_rate"),
    "worse_validation": Saying("act", _RATE, N_(
        "reading", "The validation loss is {loss_now}; guessing would give {guess}."), "stop_keep", "lower_rate"),
    "nothing_rate": Saying("act", _NOTHING, N_(
        "reading", "After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); the "
                   "learning rate is low."), "stop_keep", "raise_rate"),
    "nothing_frozen": Saying("act", _NOTHING, N_(
        "reading", "After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); the "
                   "frozen stages do not tell these classes apart."), "stop_keep", "thaw"),
    "nothing_labels": Saying("act", _NOTHING, N_(
        "reading", "After {epochs} epochs the training loss is {loss_now}, no better than guessing ({guess}); check "
                   "that the labels fit the images."), "stop_keep", "images"),
    "unshown_statistics": Saying("act", _UNSHOWN, N_(
        "reading", "Training accuracy is {train} and validation accuracy {now}; the statistics of the thawed stages "
                   "lag behind."), "stop_keep", "keep_statistics"),
    "unshown_split": Saying("act", _UNSHOWN, N_(
        "reading", "Training accuracy is {train} and validation accuracy {now}; the folder’s validation images may be "
                   "of another kind."), "stop_keep", "images"),
    "unshown_labels": Saying("act", _UNSHOWN, N_(
        "reading", "Training accuracy is {train} and validation accuracy {now}; the labels may not fit the "
                   "images."), "stop_keep", "images"),
    "all_right": Saying("good", N_("reading", "All right."), N_(
        "reading", "All {images} validation images have been recognised since epoch {at}."), "stop_keep"),
    "improving": Saying("good", N_("reading", "Going well."), N_(
        "reading", "Validation accuracy rose from {then} to {now} over the last {epochs} epochs.")),
    "unfinished": Saying("watch", N_("reading", "Still improving."), N_(
        "reading", "Validation accuracy rose from {then} to {now} over the last {epochs} epochs; more epochs may "
                   "help."), over="more_epochs"),
    "too_few": Saying("watch", N_("reading", "Too few images to tell."), N_(
        "reading", "With {images} validation images, an accuracy of {now} may really be anything from {low} to "
                   "{high}."), over="add_images"),
    "near_chance": Saying("act", _CHANCE, _SAME_ANSWER, over="thaw", patient=True),
    "near_chance_labels": Saying("act", _CHANCE, _SAME_ANSWER, over="images", patient=True),
    "unsteady": Saying("watch", N_("reading", "Unsteady."), N_(
        "reading", "Validation accuracy jumps between {low} and {high}, more than chance explains; a lower learning "
                   "rate calms it."), over="lower_rate"),
    "overfitting": Saying("watch", N_("reading", "Over-fitting."), N_(
        "reading", "Since epoch {at} the validation loss rose from {loss_low} to {loss_now} while the training loss "
                   "fell; epoch {best_at} is kept."), "stop_keep"),
    "improving_loss": Saying("good", N_("reading", "Going well."), N_(
        "reading", "The validation loss fell from {loss_then} to {loss_now} over the last {epochs} epochs.")),
    "level_high": Saying("good", _LEVEL, N_(
        "reading", "Validation accuracy was best at epoch {at} with {best}, which leaves little to gain."),
        "stop_keep"),
    "level_gap": Saying("watch", _LEVEL, N_(
        "reading", "Validation accuracy was best at epoch {at} with {best}, training accuracy is {train}; more images "
                   "would help most."), "stop_keep", "add_images"),
    "level_low": Saying("act", _LEVEL, N_(
        "reading", "Validation accuracy was best at epoch {at} with {best}, and training accuracy is no higher; more "
                   "of the network should learn."), "stop_keep", "thaw", patient=True),
    "level_backbone": Saying("act", _LEVEL, N_(
        "reading", "Validation accuracy was best at epoch {at} with {best}, and training accuracy is no higher; "
                   "another backbone may do better."), "stop_keep", "backbone", patient=True),
    "level": Saying("watch", _LEVEL, N_(
        "reading", "Validation accuracy was best at epoch {at} with {best}."), "stop_keep"),
    "ended": Saying("good", N_("reading", "Done."), N_(
        "reading", "Of {epochs} epochs, epoch {at} was best with a validation accuracy of {best}.")),
}

_GOOD, _CAREFUL, _CAUTIOUS = N_("reading", "Good choice."), N_("reading", "Careful."), N_("reading", "Cautious.")

# Of where the thaw line lies before a run; `over` is the action.
OF_THE_LINE: dict[str, Saying] = {
    "no_images": Saying("act", N_("reading", "No training images."), N_(
        "reading", "Without them there is nothing to learn from."), over="add_images"),
    "statistics_lag": Saying("act", _CAREFUL, N_(
        "reading", "Statistics that drift lag a hundred steps behind, and {images} training images make few steps: "
                   "validation may stay at chance."), over="statistics"),
    "statistics_none": Saying("act", N_("reading", "It will not learn."), N_(
        "reading", "Random weights bring no statistics worth keeping."), over="statistics"),
    "random_frozen": Saying("act", N_("reading", "Thaw everything."), N_(
        "reading", "Without pretrained weights, frozen stages stay as random as they start."), over="thaw_all"),
    "random_few": Saying("watch", _CAREFUL, N_(
        "reading", "Learning from random weights takes tens of thousands of images, and there are {images}; even "
                   "frozen random stages may do better, and pretrained ones usually do."), over=""),
    "random_many": Saying("good", N_("reading", "Possible."), N_(
        "reading", "{images} training images may be enough to start from random weights; compare with pretrained "
                   "ones."), over=""),
    "few_head": Saying("good", _GOOD, N_(
        "reading", "With few training images ({images}), frozen stages are the safest start."), over=""),
    "few_half": Saying("watch", _CAREFUL, N_(
        "reading", "There are few training images ({images}); stages that learn may memorise them."),
        over="freeze_all"),
    "few_most": Saying("watch", _CAREFUL, N_(
        "reading", "There are few training images ({images}); a network that learns everywhere may memorise them."),
        over="freeze_all"),
    "some_head": Saying("good", N_("reading", "Good start."), N_(
        "reading", "If your images look unlike everyday photos, {images} training images are enough to thaw the last "
                   "stages too."), over="thaw"),
    "some_half": Saying("good", _GOOD, N_(
        "reading", "{images} training images are enough for the last stages; the early ones see edges and textures, "
                   "which serve any image."), over=""),
    "some_most": Saying("watch", N_("reading", "Bold."), N_(
        "reading", "With {images} training images the early stages gain little, and the run takes longer."),
        over="freeze_half"),
    "many_head": Saying("watch", _CAUTIOUS, N_(
        "reading", "{images} training images are enough to thaw the last stages, which is usually more accurate."),
        over="thaw"),
    "many_half": Saying("good", _GOOD, N_(
        "reading", "{images} training images are enough for the stages that learn; the frozen ones save time."),
        over=""),
    "many_most": Saying("good", _GOOD, N_(
        "reading", "{images} training images are enough to let most stages learn."), over=""),
    "plenty_head": Saying("watch", _CAUTIOUS, N_(
        "reading", "With {images} training images, more of the network can learn."), over="thaw"),
    "plenty_half": Saying("good", _GOOD, N_(
        "reading", "With {images} training images, more stages can learn if there is time."), over=""),
    "plenty_most": Saying("good", _GOOD, N_(
        "reading", "{images} training images are enough for the whole network to learn."), over=""),
}
SAYINGS = OF_A_RUN | OF_THE_LINE

# What the one button says; the details of the reading fill it.
ACTIONS: dict[str, str] = {
    "stop_keep": N_("reading", "Stop and keep best"),
    "results": N_("reading", "See the results"),
    "images": N_("reading", "Look at the images"),
    "add_images": N_("reading", "Add images"),
    "lower_rate": N_("reading", "Lower the rate to {rate}"),
    "raise_rate": N_("reading", "Raise the rate to {rate}"),
    "thaw": N_("reading", "Thaw {stages} more"),
    "thaw_all": N_("reading", "Thaw all stages"),
    "freeze_half": N_("reading", "Freeze half of them"),
    "freeze_all": N_("reading", "Freeze all stages"),
    "keep_statistics": N_("reading", "Keep the statistics"),
    "statistics": N_("reading", "By the weights"),
    "backbone": N_("reading", "Choose a backbone"),
    "continue": N_("reading", "Continue the run"),
    "more_epochs": N_("reading", "Train {more} more epochs"),
}

Dress = Literal["percent", "loss", "number"]
FIGURES: dict[str, Dress] = {
    "train": "percent", "now": "percent", "then": "percent", "best": "percent", "chance": "percent", "low": "percent",
    "high": "percent", "loss_then": "loss", "loss_now": "loss", "loss_low": "loss", "guess": "loss"}
"""How a detail is written; those that are not here are plain numbers."""
PLAIN: dict[Dress, Callable[[float], str]] = {
    "percent": "{:.1%}".format, "loss": "{:.3f}".format, "number": "{:g}".format}


@dataclass(frozen=True)
class Reading:
    """What the coach says: its kind, a code of SAYINGS, the numbers of its sentence, and the code of the one action
    that fits ("" for none)."""

    kind: Kind
    code: str
    details: dict[str, float] = field(default_factory=dict)
    action: str = ""

    def texts(self, say: Callable[[str], str] = str,
              dress: Mapping[Dress, Callable[[float], str]] = PLAIN) -> tuple[str, str, str]:
        """The verdict, the sentence, and what the button says; `say` translates a template, `dress` writes numbers."""
        shown = {name: dress[FIGURES.get(name, "number")](number) for name, number in self.details.items()}
        saying, action = SAYINGS[self.code], ACTIONS.get(self.action, "")
        does = say(action).format_map(shown) if action else ""
        return say(saying.verdict), say(saying.sentence).format_map(shown), does
