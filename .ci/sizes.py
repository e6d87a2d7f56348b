"""Fail on files over 400 lines and functions over 50, and print the medians."""

import ast
import statistics
import subprocess
import sys
from pathlib import Path

MOST_LINES, MOST_FUNCTION_LINES = 400, 50


def main() -> int:
    """The exit status: 1 where something is too long."""
    listed = subprocess.run(["git", "ls-files", "*.py"], capture_output=True, text=True, check=True)
    files = [Path(name) for name in listed.stdout.split() if "/migrations/" not in name]
    lengths = {file: file.read_text().count("\n") for file in files if file.exists()}
    functions = {place: size for file in lengths for place, size in function_lengths(file)}
    too_long = [f"{file}: {size} lines" for file, size in lengths.items() if size > MOST_LINES]
    too_long += [f"{at}: {n} lines" for at, n in functions.items() if n > MOST_FUNCTION_LINES]
    print(
        f"{len(lengths)} files, median {statistics.median(lengths.values()):.0f} lines; "
        f"{len(functions)} functions, median {statistics.median(functions.values()):.0f} lines",
        *too_long,
        sep="\n",
    )
    return 1 if too_long else 0


def function_lengths(file: Path) -> list[tuple[str, int]]:
    """Each function's place and number of lines."""
    return [
        (f"{file}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


if __name__ == "__main__":
    sys.exit(main())
