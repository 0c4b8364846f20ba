"""The letters that name a column in spreadsheets; without slow imports, because the process that reads workbooks uses it."""

from functools import cache


@cache
def column_letters(column: int) -> str:
    """The letters of a column in a spreadsheet: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        name = chr(65 + last) + name
    return name


@cache
def column_number(letters: str) -> int:
    """The number of a column by its letters, counted from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
