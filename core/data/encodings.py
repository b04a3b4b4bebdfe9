"""Encodings: how the letters of a text are written that does not say so, by how likely they are in a language."""

import functools
import math
import re
from collections.abc import Callable

LogP = Callable[[str], float]
_ASCII, _SYMBOL, _UNLIKELY, _BEYOND = -3.4, -7.5, -9.5, -16.0
"""What a sign costs: a letter of the alphabet, a sign that is seen among words, a strange one, one that is hardly used.
Natural logarithms of about how often a sign is that, so that readings of the same bytes can be compared."""
_LEAST = -6.5
"""What a byte of a foreign letter may cost on average; below that it is no text."""
_CAPITAL, _MIXED = -1.0, -8.0
"""What a capital, and a letter of another script, costs more inside of a word: signs of the wrong encoding."""
_USUAL = frozenset("–—’‘“”„…•°µ²³½×€£§·、。・（）「」ー　¿¡«»ºª")
_BETWEEN = frozenset(" ,;\t\r\n./\\_-\"|:()")
_GUESSED_FROM, _WORDS = 2**16, 3

_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
_GREEK = "αοιετσνηυρπκίάόςμλέήωδγύχθφβώξζψϊϋΐΰ"
_HEBREW = "יוהלאתרבשמנחדעקפסגצטזכםןץףך"
_ARABIC = "الينمورتبعهدسفكقحجشصطخضذثزغةىءأإآؤئ"
_WESTERN = ("äöüßé", "éèêàçâôîùûëïüœæ", "áéíñóúü", "áãçéêíóôõúàâ", "àèéìòù", "åäöæøé", "ëïéèöü")
_CENTRAL = ("áčďéěíňóřšťúůýžäľĺŕô", "óąćęłńśźż", "áéíóöőúüű", "čćđšž", "ăâîşţ")
_TURKISH, _BALTIC = ("çğıöşüâî",), ("ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž")
"""Letters beside a to z, language by language; of those without, all, the most frequent first."""
_HANZI = ("的一是不了在人有我他这中大来上个国和地到以说时要就出会可也你对生能而子那得于着下自之年过后作里用道行"
          "所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者"
          "意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见"
          "被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名"
          "真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期"
          "市直德资命山金指克许统区保至队形社便空决猫狗鸟鱼花草树叶红黄蓝绿白黑良坏阳阴病异图片类标签马牛羊鸡鸭"
          "虎兔蛇龙车船")
_HANZI_OLD = ("的一是不了在人有我他這中大來上個國和地到以說時要就出會可也你對生能而子那得於著下自之年過後作裡用道行"
              "所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者"
              "意無力它與長把機貓狗鳥魚花草樹葉紅黃藍綠白黑良壞正常陽陰性病異圖片類別標籤馬牛羊雞鴨虎兔蛇龍車船")
_HANGUL = ("이다는을가에의하고지은들를로한도어사기리나서해인자과그대라있아시수여만전부일제정스오장보주안상구와게"
           "조경우적마면무공세계성신동소국연선비원으위물되생중문없분화실모유명학관당말재내회미개방체야할민요바터"
           "용더던거러치교식같려까강양새꽃잎빨파노초색흰검불량호랑토끼닭차배돼염송각결함균열얼룩")


def _ranked(letters: str) -> LogP:
    """Letters that are as frequent as their place says; one of another script is strange."""
    total = sum(1 / (n + 1.5) for n in range(len(letters)))
    found = {letter: math.log(1 / (n + 1.5) / total) for n, letter in enumerate(letters)}
    return lambda sign: found.get(sign.lower(), _SYMBOL if sign in _USUAL else _UNLIKELY)


def _beside_latin(alphabet: str) -> LogP:
    """Letters of a language beside a to z: one in twelve, however many a language has."""
    each = math.log(0.08 / 16)
    return lambda sign: each if sign.lower() in alphabet else _SYMBOL if sign in _USUAL else _UNLIKELY


def _of_signs(frequent: str, encoding: str, first: int, last: int, count: int) -> LogP:
    """Signs of two bytes: frequent ones; the usual ones, whose first byte is from `first` to `last`; and the rest."""
    known, often, usual = frozenset(frequent), math.log(0.7 / len(set(frequent))), math.log(0.28 / count)

    @functools.cache
    def cost(sign: str) -> float:
        if sign in known or sign in _USUAL:
            return often
        code = sign.encode(encoding, "ignore")
        low = len(code) == 2 and first <= code[0] <= last
        # What the older standard of a country has, the newer one has in the same place, with second bytes from A1 on.
        return usual if low else _UNLIKELY - 2.5 if len(code) == 2 and code[1] >= 0xA1 and code[0] >= 0xA1 else _BEYOND
    return cost


def _japanese(sign: str) -> float:
    if "\u3041" <= sign <= "\u30fe" or sign in _USUAL:
        return -5.6
    if "\uff61" <= sign <= "\uff9f":  # of half the width, one byte each
        return -8.7
    code = sign.encode("cp932", "ignore")
    return -9.2 if len(code) == 2 and 0x88 <= code[0] <= 0x97 else -12.7


_KINDS: tuple[tuple[str, tuple[LogP, ...]], ...] = (
    ("cp1252", tuple(map(_beside_latin, _WESTERN))), ("cp1250", tuple(map(_beside_latin, _CENTRAL))),
    ("cp1254", tuple(map(_beside_latin, _TURKISH))), ("cp1257", tuple(map(_beside_latin, _BALTIC))),
    ("cp1251", (_ranked(_CYRILLIC),)), ("koi8-r", (_ranked(_CYRILLIC),)), ("cp1253", (_ranked(_GREEK),)),
    ("cp1255", (_ranked(_HEBREW),)), ("cp1256", (_ranked(_ARABIC),)),
    ("gb18030", (_of_signs(_HANZI, "gb2312", 0xB0, 0xD7, 3755),)),
    ("big5", (_of_signs(_HANZI_OLD, "big5", 0xA4, 0xC6, 5401),)),
    ("cp932", (_japanese,)), ("cp949", (_of_signs(_HANGUL, "euc-kr", 0xB0, 0xC8, 2350),)))
"""Python's name of an encoding, and of each language that is written in it how likely its signs are."""


def guess(data: bytes) -> tuple[tuple[str, str], ...]:
    """The encodings that a text may be written in, the likeliest first, and some of its words as each reads them.

    For bytes that are neither ASCII nor UTF-8. Empty if it is no text.
    """
    part = data[:_GUESSED_FROM]
    part = part[: part.rfind(b"\n") + 1 or None] if len(data) > _GUESSED_FROM else part
    found = []
    for encoding, languages in _KINDS:
        try:
            text, _ = part.decode(encoding), data.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely, foreign = max(_cost(text, cost) for cost in languages)
        found.append((likely, foreign / max(1, len(part) - sum(map(str.isascii, text))), encoding, sample_of(text)))
    found.sort(key=lambda one: -one[0])
    if not found or found[0][1] < _LEAST:
        return ()
    return tuple((encoding, sample) for _, _, encoding, sample in found)


def sample_of(text: str) -> str:
    """The first words that have letters beside a to z."""
    words = dict.fromkeys(word for word in re.findall(r"[^\s,;|/\\\"\t]+", text[:_GUESSED_FROM]) if not word.isascii())
    return ", ".join(list(words)[:_WORDS])


def _cost(text: str, cost: LogP) -> tuple[float, float]:
    """The logarithm of how likely a text is, and of its foreign signs."""
    total = foreign = 0.0
    before = " "
    for sign in text:
        if sign.isascii():
            mixed = before > "\u036f" and sign.isalpha() and before.isalpha() and before < "\u1000"
            total += _ASCII if sign.isalnum() or sign in _BETWEEN else _SYMBOL
        else:
            mixed = "\u036f" < sign < "\u1000" and sign.isalpha() and before.isascii() and before.isalpha()
            foreign += cost(sign)
            if sign.isupper() and before.isalpha():
                foreign += _CAPITAL if before.isupper() else 4 * _CAPITAL
        total += _MIXED * mixed
        before = sign
    return total + foreign, foreign
