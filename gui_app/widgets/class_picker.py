"""ClassPicker: a list of classes that pops up, narrowed down by typing, to choose one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

DIGITS = 9
"""The keys 1 to 9 stand for the first classes."""
WIDTH, HEIGHT, ROW = 260, 340, 28


class ClassPicker(QFrame):
    """Says `chosen` with a class; Esc or a click beside it chooses none."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("class_picker")
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Choose a class"))
        self.search = QLineEdit()
        self.search.setObjectName("class_search")
        self.search.setPlaceholderText(self.tr("Type to find a class"))
        self.search.setAccessibleName(self.tr("Find a class"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("class_list")
        self.list.setAccessibleName(self.tr("Classes"))
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._choose)
        self.list.itemClicked.connect(lambda item: self._choose())
        self.list.itemActivated.connect(lambda item: self._choose())
        self.search.installEventFilter(self)
        self.setFocusProxy(self.search)

    def open(self, classes: Sequence[str], beside: QWidget) -> None:
        """Show these classes above a widget, or below where there is no room."""
        self.list.clear()
        for place, name in enumerate(classes, 1):
            item = QListWidgetItem(f"{place}   {name}" if place <= DIGITS else f"     {name}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(name)
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.search.clear()
        self._narrow("")
        self.resize(WIDTH, min(HEIGHT, 68 + ROW * len(classes)))
        above = beside.mapToGlobal(QPoint(0, -self.height() - 4))
        screen = beside.screen().availableGeometry()
        if above.y() < screen.top():
            above = beside.mapToGlobal(QPoint(0, beside.height() + 4))
        self.move(max(screen.left(), min(above.x(), screen.right() - WIDTH)), above.y())
        self.show()
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        wanted = text.strip().casefold()
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            fits = wanted in item.data(Qt.ItemDataRole.UserRole).casefold()
            item.setHidden(not fits)
            first = row if fits and first < 0 else first
        self.list.setCurrentRow(first)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None and not item.isHidden():
            self.hide()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The arrows walk the list while the keyboard stays in the field.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = (event.key() == Qt.Key.Key_Down) - (event.key() == Qt.Key.Key_Up)
            if step:
                self._step(step)
                return True
        return False

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
