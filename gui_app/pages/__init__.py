"""The pages of the window: PAGES is the ordered table; a page's module is imported when it is first shown."""

import importlib
from dataclasses import dataclass

from core.choice import N_
from gui_app.session import Session
from gui_app.widgets.page import Page


@dataclass(frozen=True)
class PageRow:
    """A page: its key, its title, its class as "module:name", and whether it is a step of the work."""

    key: str
    title: str
    source: str
    step: bool = True


PAGES: tuple[PageRow, ...] = (
    PageRow("data", N_("page", "Data"), "gui_app.pages.data:DataPage"),
    PageRow("model", N_("page", "Model"), "gui_app.pages.model:ModelPage"),
    PageRow("train", N_("page", "Train"), "gui_app.pages.train:TrainPage"),
    PageRow("results", N_("page", "Results"), "gui_app.pages.results:ResultsPage"),
    PageRow("use", N_("page", "Use"), "gui_app.pages.use:UsePage"),
    PageRow("runs", N_("page", "Runs"), "gui_app.pages.runs:RunsPage", step=False),
    PageRow("settings", N_("page", "Settings"), "gui_app.pages.settings:SettingsPage", step=False),
)


def build(row: PageRow, session: Session) -> Page:
    """Make a page. Charts and galleries cost time to import, so that the first paint does not wait for them."""
    module, _, name = row.source.partition(":")
    made = getattr(importlib.import_module(module), name)(session)
    assert isinstance(made, Page)
    return made
