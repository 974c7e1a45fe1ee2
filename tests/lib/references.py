# SPDX-License-Identifier: GPL-3.0-or-later
"""References from a table or a document to tests, as FILE:TEST: whether they are there, and run."""

import ast
import json
import os
import pathlib
import re

ROOT = pathlib.Path(os.environ["G_TEST_SRCDIR"]).parent
BUILD = pathlib.Path(os.environ["G_TEST_BUILDDIR"])


def is_skip(node):
    """A decorator or a statement by which a test does nothing."""
    return bool(re.search(r"\b(skip\w*|SkipTest|expectedFailure)\b", ast.unparse(node)))


def does_nothing(function):
    """Its first statement behind the docstring ends it."""
    body = [node for node in function.body
            if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return not body or isinstance(body[0], (ast.Pass, ast.Return)) or (
        isinstance(body[0], (ast.Expr, ast.Raise)) and is_skip(body[0]))


def python_problem(text, name):
    case, _, method = name.rpartition(".")
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and node.name == case:
            for function in node.body:
                if isinstance(function, ast.FunctionDef) and function.name == method:
                    disabled = any(map(is_skip, node.decorator_list + function.decorator_list))
                    return "is disabled" if disabled or does_nothing(function) else None
    return "is not there"


def live_code(text):
    """C without comments, and without what the preprocessor leaves out."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)
    return re.sub(r"^\s*#\s*if 0\b.*?^\s*#\s*endif\b", "", text, flags=re.M | re.S)


def c_problem(text, name):
    """A function is defined and handed to g_test_add…() or a table of tests; a row stands in a table."""
    code = live_code(text)
    if not re.fullmatch(r"test_\w+", name):
        return None if re.search(r"\{\s*" + re.escape(json.dumps(name)), code) else "is not there"
    body = re.search(rf"^{name} \(.*?\)\n\{{(.*?)^\}}", code, re.M | re.S)
    if body is None:
        return "is not there"
    if re.match(r"\s*(g_test_skip|return;)", body[1]) or len(re.findall(rf"\b{name}\b", code)) < 2:
        return "is disabled"
    return None


def line_problem(text, name):
    """A conversation, a row of a table of refusals, or a line of any other table."""
    lines = text.splitlines()
    found = f"[{name}]" in lines or any(
        line == name or line.endswith(f" | {name}") for line in lines if not line.startswith("#"))
    return None if found else "is not there"


def problem_of(root, reference):
    """What is wrong with a reference, or None."""
    file, _, name = reference.partition(":")
    path = root / file
    if not path.is_file():
        return f"{reference}: there is no such file"
    if not name:
        whole = path.suffix == ".xml" and path.with_suffix(".expected").is_file()
        return None if whole else f"{reference}: no test is named"
    look = {".py": python_problem, ".c": c_problem}.get(path.suffix, line_problem)
    problem = look(path.read_text("utf-8"), name)
    return f"{reference}: {problem}" if problem else None


def files_that_run():
    """What Meson runs, or builds what it runs from."""
    tests = json.loads((BUILD / "meson-info" / "intro-tests.json").read_text("utf-8"))
    targets = json.loads((BUILD / "meson-info" / "intro-targets.json").read_text("utf-8"))
    words = {os.path.realpath(word) for test in tests for word in test["cmd"] if os.path.isabs(word)}
    for target in targets:
        if words & set(map(os.path.realpath, target["filename"])):
            words.update(os.path.realpath(source) for group in target["target_sources"]
                         for source in group.get("sources", []))
    return words


def idle_files(references):
    """Those whose program is not one of Meson's tests; a table of conversations is loaded by its name."""
    running = files_that_run()
    loader = (ROOT / "tests" / "protocol" / "test-conversations.c").read_text("utf-8")
    idle = []
    for file in sorted({reference.partition(":")[0] for reference in references}):
        path = ROOT / file
        if path.suffix in (".py", ".c") and os.path.realpath(path) not in running:
            # Without the app, or without the program, their tests are not there either.
            if any(f"/{path.parent.relative_to(ROOT)}/" in word for word in running):
                idle.append(file)
        if path.suffix == ".txt" and f'"{path.stem}"' not in live_code(loader):
            idle.append(file)
    return idle
