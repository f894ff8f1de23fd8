#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Menu entry, AppStream description and file type are what the desktop's own checkers take, and agree with each other."""
import configparser
import re
import shutil
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from support import LINUX, all_options, main, needs, project_version, run

DESKTOP = LINUX / "sendwright.desktop"
METAINFO = LINUX / "org.sendwright.sendwright.metainfo.xml"
MIME = LINUX / "sendwright-mime.xml"
CASE = "application/x-sendwright-case"


def entry():
    parser = configparser.ConfigParser(interpolation=None, strict=True, comment_prefixes=("#",))
    parser.optionxform = str
    parser.read(DESKTOP, "utf-8")
    return parser


class Planted:
    """A copy of a file with something replaced, in a folder of its own."""

    def __init__(self, path, old, new):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / path.name
        text = path.read_text("utf-8")
        assert old in text, f"{old} is not in {path}"
        self.path.write_text(text.replace(old, new, 1), "utf-8")

    def __enter__(self):
        return str(self.path)

    def __exit__(self, *_):
        self.folder.cleanup()


class MenuEntry(unittest.TestCase):
    @needs("desktop-file-validate")
    def test_validator_is_silent(self):
        ran = run("desktop-file-validate", str(DESKTOP))
        self.assertEqual((ran.returncode, ran.stdout + ran.stderr), (0, ""))

    @needs("desktop-file-validate")
    def test_planted_fault_is_found(self):
        with Planted(DESKTOP, "Actions=new-window;", "Actions=new-window;missing;") as path:
            self.assertNotEqual(run("desktop-file-validate", path).returncode, 0)

    def test_actions_start_what_exists(self):
        known = all_options("sendwright")
        actions = entry()["Desktop Entry"]["Actions"].rstrip(";").split(";")
        self.assertGreaterEqual(len(actions), 2)
        for section in ["Desktop Entry"] + [f"Desktop Action {action}" for action in actions]:
            program, *arguments = entry()[section]["Exec"].split()
            self.assertEqual(program, "sendwright")
            for argument in arguments:
                self.assertTrue(argument == "%F" or argument[2:] in known, f"{section}: {argument}")


class Description(unittest.TestCase):
    @needs("appstreamcli")
    def test_validator_has_nothing_to_say(self):
        ran = run("appstreamcli", "validate", "--pedantic", "--strict", "--no-net", "--no-color", str(METAINFO))
        self.assertEqual(ran.returncode, 0, ran.stdout)
        self.assertNotRegex(ran.stdout, r"(?m)^[EWIP]: ")

    @needs("appstreamcli")
    def test_planted_fault_is_found(self):
        with Planted(METAINFO, "<summary>", "<summary_>") as path:
            self.assertNotEqual(run("appstreamcli", "validate", "--no-net", path).returncode, 0)

    def test_agrees_with_the_rest(self):
        root = xml.parse(METAINFO).getroot()
        self.assertEqual(root.findtext("id") + ".metainfo.xml", METAINFO.name)
        self.assertEqual(root.findtext("launchable"), DESKTOP.name)
        self.assertEqual(root.findtext("summary"), entry()["Desktop Entry"]["Comment"])
        self.assertEqual(root.findtext("provides/mediatype"), CASE)
        self.assertEqual(root.find("releases/release").get("version"), project_version())
        self.assertEqual([node.text for node in root.findall("categories/category")],
                         entry()["Desktop Entry"]["Categories"].rstrip(";").split(";"))

    def test_change_log_has_the_version(self):
        first = (LINUX / "changelog").read_text("utf-8").splitlines()[0]
        self.assertEqual(re.match(r"sendwright \((.+)\) ", first).group(1), project_version())


class FileType(unittest.TestCase):
    def globs(self, source):
        """What update-mime-database makes of a package: its globs, and what it says."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "packages").mkdir()
            shutil.copy(source, Path(folder) / "packages")
            ran = run("update-mime-database", "-V", folder)
            globs = Path(folder) / "globs2"
            return (globs.read_text("utf-8") if globs.exists() else ""), ran.stdout + ran.stderr

    @needs("update-mime-database")
    def test_database_takes_it(self):
        globs, said = self.globs(MIME)
        self.assertIn(f"50:{CASE}:*.swcase\n", globs)
        self.assertNotRegex(said, "(?i)error|warning|unknown")
        self.assertEqual(entry()["Desktop Entry"]["MimeType"], f"{CASE};")

    @needs("update-mime-database")
    def test_planted_fault_is_found(self):
        with Planted(MIME, "</mime-type>", "") as path:
            self.assertNotIn(CASE, self.globs(path)[0])
        with Planted(MIME, "*.swcase", "*.swcases") as path:
            self.assertNotIn(f"{CASE}:*.swcase\n", self.globs(path)[0])


if __name__ == "__main__":
    main()
