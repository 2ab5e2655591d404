"""Small numbers in words, bokmål and nynorsk."""

from __future__ import annotations

_WORDS = "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten"
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS.split())} | {
    "ein": 1,
    "ei": 1,
    "én": 1,
    "éin": 1,
    "syv": 7,
    "tretten": 13,
}
