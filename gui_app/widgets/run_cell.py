"""RunCell: paints a cell of the list of runs, two lines high, and lets a run be renamed in its place."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from core.about import LONGEST_NAME
from gui_app import theme
from gui_app.theme import colour

Index = QModelIndex | QPersistentModelIndex
ROW, PAD = 56, 15
LINES, ICON, SHOWN, STRONG, RIGHT = (Qt.ItemDataRole.UserRole + n for n in range(5))
"""Two lines of text; (icon, colour); whether the run is the open one, the first line bold, the text at the right."""


class RunCell(QStyledItemDelegate):
    """The run that is open now has a bar at its left."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    # --- painting --------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour("ice_soft"))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colour("line"))
        if index.data(SHOWN):
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height() - 1), colour("ice"))
        icon, lines = index.data(ICON), index.data(LINES)
        if icon is not None and not any(lines):
            self._icon(painter, QRect(area.center().x() - 8, area.center().y() - 8, 16, 16), icon)
        area = area.adjusted(PAD, 0, -PAD, 0)
        if icon is not None and any(lines):
            self._icon(painter, QRect(area.left(), area.center().y() - 7, 16, 16), icon)
            area.setLeft(area.left() + 24)
        side = Qt.AlignmentFlag.AlignRight if index.data(RIGHT) else Qt.AlignmentFlag.AlignLeft
        self._lines(painter, area, lines, side, strong=bool(index.data(STRONG)))
        painter.restore()

    def _icon(self, painter: QPainter, place: QRect, icon: tuple[str, str]) -> None:
        theme.draw_icon(painter, icon[0], place, icon[1])

    def _lines(self, painter: QPainter, area: QRect, lines: tuple[str, str], side: Qt.AlignmentFlag, *,
               strong: bool) -> None:
        metrics = painter.fontMetrics()
        height = metrics.height()
        line = QRect(area.left(), area.center().y() - (height if lines[1] else height // 2), area.width(), height)
        font = QFont(painter.font())
        for text, tint in zip(lines, ("ink", "muted"), strict=True):
            if text:
                font.setWeight(QFont.Weight.DemiBold if strong and tint == "ink" else QFont.Weight.Normal)
                painter.setFont(font)
                painter.setPen(colour(tint))
                painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter,
                                 metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
            line.translate(0, height + 1)

    # --- renaming --------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        made = QLineEdit(parent)
        made.setObjectName("run_name")
        made.setAccessibleName(self.tr("Name of the run"))
        made.setMaxLength(LONGEST_NAME)
        made.setPlaceholderText(self.tr("No name: shown by the name of its folder"))
        return made

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)  # type: ignore[arg-type]

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        height = editor.sizeHint().height()
        area: QRect = option.rect
        editor.setGeometry(area.left() + PAD - 8, area.center().y() - height // 2, area.width() - 2 * PAD + 16, height)
