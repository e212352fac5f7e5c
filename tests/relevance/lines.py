"""What a set's mean nDCG@10 is held against: the best peer's, where the
folder of sets has it in LINES.md, and the goal."""
import os
import re

GOALS = {
    "pl-docs": .580, "ko-k8s": .720, "id-k8s": .540, "tl-docs": .790,
    "en-stackfaq": .845, "en-logingov": .790, "x-xquad-th": .955,
    "x-xquad-zh": .965, "x-xquad-en": .970, "zh-eth": .680, "ja-eth": .700,
    "de-eth": .710, "es-eth": .680, "fr-eth": .690, "ar-eth": .890}
MANY = 200  # questions from which the interval decides
SLACK = 0.02  # how far a smaller set may be below its line


def number(cell):
    """`**529**`, `.529` or `0.529` as .529; None where it is none of them."""
    found = re.search(r"\d*\.?\d+", cell)
    if not found:
        return None
    value = float(found.group())
    return value if value <= 1 else value / 1000


def parse(text):
    """{set: line} of the tables with a column named `line`; a set is named by
    the first word of its row."""
    lines, column = {}, None
    for row in text.splitlines():
        if "|" not in row:
            column = None
            continue
        cells = [cell.strip(" *`")
                 for cell in row.strip().strip("|").split("|")]
        heads = [cell.lower() for cell in cells]
        if "line" in heads:
            column = heads.index("line")
        elif column is not None and column < len(cells) and cells[0]:
            value = number(cells[column])
            if value is not None:
                lines[re.split(r"[\s(*,`]", cells[0])[0]] = value
    return lines


def read(folder):
    path = os.path.join(folder, "LINES.md")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as f:
        return parse(f.read())


def below(count, mean, high, line):
    """Is a set below its line so clearly that the run fails? high: the upper
    end of the mean's interval."""
    if line is None:
        return False
    return high < line if count >= MANY else mean < line - SLACK
