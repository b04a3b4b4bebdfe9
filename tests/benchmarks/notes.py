"""Words beside the figures: how each row is measured, and what limits what came out."""

TITLES = {
    "a": "all frozen, no augmentation",
    "b": "all frozen, augmentation with stored views",
    "c": "last two stages thawed",
    "d": "nothing frozen",
    "e": "estimates before Start",
    "f": "100,000 images",
    "g": "the window during training",
    "h": "on a GPU",
    "views": "how many stored views",
}

HOW = {
    "a": """All stages frozen, no augmentation, {epochs} epochs, {turns} turns; {counts} images. A whole job reads the
        folder, trains, validates after every epoch and measures the best epoch: the plain loop on validation and test,
        ours on the training images as well. An epoch includes validation, and for ours a checkpoint on disk.""",
    "b": """All stages frozen, mirroring and random crops of at least {least} of the area, {epochs} epochs, {turns}
        turns, each with its own seed; {counts} images. Ours keeps {views} views of each training image, the default;
        *exact* means new random changes in every epoch. The bar of the accuracy is the lowest of the plain loop's
        seeds.""",
    "views": """As row b, ours alone: {turns} seeds.""",
    "c": """The stages {stages} and the head learn; {counts} images, {turns} turns, medians of {epochs} epochs each.
        Bare steps get what the frozen stages put out as tensors in memory, in batches of the same sizes. An epoch of
        ours includes validation and a checkpoint; the first one, which fills the cache, does not count.""",
    "d": """All stages learn, no augmentation, batches of {batch}; a part of the images, {counts}, {epochs} epochs,
        {turns} turns. Images a second are of the training steps after the first epoch (in which ours decodes), without
        validation. Bare steps repeat one normalised batch in memory. fastai runs `fine_tune`; its frozen epoch does not
        count.""",
    "e": """Six recipes on {counts} images, {turns} turns each: the estimate in a process of its own, on a machine that
        was never measured before (no cache), then the run. Seconds are of the epochs of the second half, when what can
        be kept is there; memory is the most that the process of the run had for itself, mapped files apart. The error
        is that of the middle of the range that is shown.""",
    "f": """{count} images: hard links of the clothing images in {classes} class folders. `find` prints the names into
        nothing; the listing reads the folder into an index. Both were done once before, then in turn. Decoding and
        fingerprints come later, beside the work, and are timed on {looked} of the images.""",
    "g": """{counts} images. The delay is how late a timer of 1 ms comes in the window's own thread, with the Train page
        shown off screen. What the window costs: the same training started in the window and through core alone, seconds
        of all epochs after the first. With everything frozen an epoch lasts some milliseconds, so that the window is
        told of a great many.""",
    "h": """{backbone}, {size} px, batches of {batch}, {precision}; {count} noise images that ours holds in memory
        as bytes. Bare steps repeat one normalised batch on the device.""",
}
"""How a row is measured; the row fills in its numbers."""

LIMITS: dict[str, str] = {
    "b": """The accuracy is that of 250 validation images after training on 440: one image is 0.004, and seeds of one
        method differ by up to 0.036. Exact augmentation in ours came out at 0.744 over the same three seeds, the plain
        loop's lowest. Over four seeds on all images (96 px, performance.md) four views and exact differ by 0.007.""",
    "d": """The plain loop and fastai keep channels first and let waiting threads turn on the spot, which costs most
        where decoding wants the cores as well.""",
    "e": """One turn, with another program on the machine now and then. With everything frozen an epoch lasts 17 ms, of
        which the journal, the events and the shuffling are half: they are not part of the estimate.""",
    "f": """Sharing out was timed before near-duplicates were kept together. Since then it takes 1.7 s on a
        busy machine, with 20,000 groups 3 s.""",
    "g": """Two cores, both of them the training's: whatever the window or another program does is missing there. The
        window's thread takes 3 % of one core, with everything frozen 5 %; other short programs ran meanwhile, before
        which a training inside the window, which is niced, steps back.""",
}
"""What limits a row's figures, written by whoever has measured and looked into it."""


def how(key: str, **numbers: object) -> str:
    """The words on how a row was measured, with its numbers."""
    return " ".join(HOW[key].format(**numbers).split())


def counted(counts: dict[str, int]) -> str:
    """ "1,100 training, 250 validation and 245 test"; a split without images is left out."""
    names = {"train": "training"}
    said = [f"{n:,} {names.get(split, split)}" for split, n in counts.items() if n]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]]))
