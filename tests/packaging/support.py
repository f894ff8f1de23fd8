# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the package share: the tree, the programs, and what their --help says."""
import os
import re
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
COMMANDS = ("analyse", "sessions", "entries")


def program(name):
    """Path of a built program; ctest names both."""
    return os.environ["SENDWRIGHT_WINDOW" if name == "sendwright" else "SENDWRIGHT_CLI"]


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)


def options_of(help_text):
    """Long options of a help text as {name: value or None}, as Qt prints them: `  -h, --help  words`."""
    found = {}
    for line in help_text.splitlines():
        match = re.match(r"\s{2}(?:-\w, )?--([\w-]+)(?: <(\S+)>)?(?:\s|$)", line)
        if match:
            found[match.group(1)] = match.group(2)
    return found


def help_of(name, command=None):
    """What --help prints, for one command of the command line."""
    ran = run(program(name), *([command] if command else []), "--help")
    if ran.returncode != 0:
        raise AssertionError(f"{name} --help: exit {ran.returncode}: {ran.stderr}")
    return ran.stdout


def all_options(name):
    """Options of a program over all of its commands."""
    found = options_of(help_of(name))
    if name == "sendwright-cli":
        for command in COMMANDS:
            found.update(options_of(help_of(name, command)))
    return found


def project_version():
    text = (ROOT / "CMakeLists.txt").read_text("utf-8")
    return re.search(r"project\(sendwright VERSION (\S+)", text).group(1)


def needs(tool):
    """Skips a test where a tool is not installed."""
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not installed")


def main():
    """As unittest.main, but with 77 for ctest when a test was skipped and none failed."""
    result = unittest.main(module="__main__", exit=False, verbosity=2).result
    if not result.wasSuccessful() or result.testsRun == 0:
        sys.exit(1)
    sys.exit(77 if result.skipped else 0)
