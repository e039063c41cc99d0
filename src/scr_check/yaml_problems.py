"""Says in plain words what libyaml found wrong with a text's grammar. The table's left side is libyaml's own wording."""

import re

import yaml

from scr_check.places import Flaw

_OPENED = "\0"
"""Marks the words whose fault is best shown where the unfinished thing begins, not where the parser gave up."""

_WORDS: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a ':' stands where no key can end: put a text that holds ': ' in quotes, or mend the indentation"),
    ("block sequence entries are not allowed", "a list item '- ' cannot begin here: begin it on a line of its own"),
    ("mapping keys are not allowed", "text cannot begin with '? ' here: put it in quotes"),
    ("could not find expected ':'", _OPENED + "this line is neither 'key: value' nor a list item: a ':' is missing after the key"),
    ("found unexpected end of stream", _OPENED + "the quotation mark that opens here is never closed"),
    ("found unexpected document indicator", _OPENED + "the quotation mark that opens here is not closed before the document ends"),
    ("found unknown escape character", "unknown escape after '\\' in double quotes: write '\\\\' for a backslash, or use single quotes"),
    ("expected hexdecimal number", "the escape after '\\' needs hexadecimal digits: write '\\\\' for a backslash, or use single quotes"),
    ("invalid Unicode character escape", "the escape after '\\' is no character of Unicode"),
    ("did not find expected alphabetic or numeric", "text cannot begin with '&' or '*': put it in quotes"),
    ("found an indentation indicator equal to 0", "the number after '|' or '>' must be 1 to 9"),
    ("expected comment or line break", "nothing may follow '|' or '>' on its line: begin the text on the next line, or put it in quotes"),
    ("found a tab character", "a tab cannot indent a line: use spaces"),
    ("did not find expected '-' indicator", "this does not go on with the list that begins in line {opened}: "
     "mend the indentation, or begin the line with '- '"),
    ("did not find expected key", "this does not go on with the mapping that begins in line {opened}: "
     "mend the indentation, write 'key: value', or put the whole text in quotes"),
    ("expected ',' or ']'", "the list that '[' opens in line {opened} goes wrong here: a ',' or the closing ']' is missing"),
    ("expected ',' or '}'",
     "the mapping that '{' opens in line {opened} goes wrong here: a ',' or the closing '}'"
     " is missing, or a text with a comma in it stands without quotes"),
    ("did not find expected node content", "a value was expected here: put text that begins with a bracket or comma in quotes, "
     "and close every bracket"),
    ("<document start>", "text follows after the end of the document: a file holds one mapping, written as 'key: value' lines"),
    ("expected alphabetic", "a line cannot begin with '%' here: put text that begins with '%' in quotes"),
    ("version number", "the line '%YAML' names no version: take it out"),
    ("tag", "a tag '!' is not allowed here: put text that begins with '!' in quotes"),
    ("expected whitespace or line break", "a tag '!' is not allowed here: put text that begins with '!' in quotes"),
    ("expected '>'", "a tag '!' is not allowed here: put text that begins with '!' in quotes"),
    ("directive", "a line cannot begin with '%' here: put text that begins with '%' in quotes, and take out lines such as '%YAML'"),
    ("YAML document", "the line '%YAML' names a version that cannot be read: take it out"),
    ("", "this is not YAML"),
)  # fmt: skip

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_words(error: yaml.YAMLError, text: str) -> Flaw:
    """The flaw that a parser's error tells of, where it is, and the parser's own words in brackets."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _unreadable(text)
    problem = str(error.problem)
    words = next(words for part, words in _WORDS if part in problem)
    if "cannot start any token" in problem and error.problem_mark:
        words = _bad_start(text[error.problem_mark.index : error.problem_mark.index + 1])
    at = (error.context_mark if words.startswith(_OPENED) else None) or error.problem_mark
    opened = str(error.context_mark.line + 1) if error.context_mark else "?"
    words = words.removeprefix(_OPENED).replace("{opened}", opened)
    return Flaw(f"{words} (YAML: {problem})", min(at.index, len(text)) if at else 0)


def _bad_start(character: str) -> str:
    """Why no token begins with this character."""
    if character == "\t":
        return "a tab cannot indent a line: use spaces"
    return f"text cannot begin with {character!r}: put it in quotes"


def _unreadable(text: str) -> Flaw:
    """The flaw of a text that libyaml cannot read as characters at all."""
    match = _UNPRINTABLE.search(text)
    if match is None:
        return Flaw("this is not YAML", 0)
    return Flaw(f"the character U+{ord(match[0]):04X} is not allowed in YAML: take it out", match.start())
