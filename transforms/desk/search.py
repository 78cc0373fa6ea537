"""Finding Vietnamese texts by what is typed without accents."""

import unicodedata

from transforms.text import fold


def bare(text: str) -> str:
    """The text in small letters without accents: ``Đất đai`` as ``dat dai``."""
    parts = unicodedata.normalize("NFD", fold(text)).replace("đ", "d")
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def is_found(asked: str, *texts: str) -> bool:
    """Whether every word that is asked for stands in one of the texts; nothing asked is found.

    A word typed with accents is looked for with them.
    """
    words = fold(asked).split()
    if not words:
        return True
    exact, plain = " ".join(map(fold, texts)), " ".join(map(bare, texts))
    return all(word in (plain if word == bare(word) else exact) for word in words)
