"""Cells by their addresses, as findings and answers name them; openpyxl would import numpy."""


def address(row: int, column: int) -> str:
    """``(14, 8)`` as ``H14``."""
    return f"{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """``27`` as ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``AA`` as 27."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
