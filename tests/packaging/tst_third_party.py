#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/third-party.md names every library that CMake looks for or links, and every one that the built programs load."""
import re
import unittest

from support import ROOT, main, needs, program, run

PAGE = ROOT / "docs" / "third-party.md"
# Threads is the C library, Python3 runs tests, and sanitizers are never handed on.
NOT_LIBRARIES = {"Threads", "Threads::Threads", "Python3", "Python3::Interpreter"}
NOT_LOADED_BY_USERS = re.compile(r"lib(asan|ubsan|tsan)\.so")


def cmake_texts():
    folders = ("app", "models", "packaging", "precompiled", "resources", "tests", "widgets")
    files = [ROOT / "CMakeLists.txt"]
    for folder in folders:
        files += sorted((ROOT / folder).rglob("CMakeLists.txt")) + sorted((ROOT / folder).rglob("*.cmake"))
    return [re.sub(r"(?m)#.*$", "", file.read_text("utf-8")) for file in files]


def libraries_of(text):
    """Packages that a CMake text finds and libraries that it links, by CMake's names."""
    found = set(re.findall(r"find_package\(\s*(\w+)", text))
    found |= set(re.findall(r"\b([A-Z]\w*::\w+)\b", text))
    found |= set(re.findall(r"find_library\(\s*\w+\s+(?:NAMES\s+)?([\w.+-]+)", text))
    for parts in re.findall(r"find_package\(Qt6[^)]*?COMPONENTS([^)]*)\)", text):
        found |= {f"Qt6::{part}" for part in re.findall(r"(?<![\w${])[A-Z]\w+", parts)}
    for parts in re.findall(r"\(\s*(?:APPEND\s+)?qt_parts\s+([^)]*)\)", text):
        found |= {f"Qt6::{part}" for part in re.findall(r"[A-Z]\w+", parts)}
    for parts in re.findall(r"sw_room\([^)]*?\bQT\s+([^)]*?)(?:LIBS[^)]*)?\)", text):
        found |= {f"Qt6::{part}" for part in re.findall(r"[A-Z]\w+", parts)}
    for links in re.findall(r"target_link_libraries\(\s*\S+\s+([^)]*)\)", text):
        found |= {word for word in links.split() if re.match(r"[A-Za-z]\w*$", word)
                  and not re.match(r"sw_|(PUBLIC|PRIVATE|INTERFACE)$", word)}
    return {name for name in found if name not in NOT_LIBRARIES}


def not_named(names, page):
    return sorted(name for name in names if f"`{name}`" not in page)


class ThirdParty(unittest.TestCase):
    def setUp(self):
        self.page = PAGE.read_text("utf-8")
        self.libraries = set().union(*(libraries_of(text) for text in cmake_texts()))

    def test_every_library_of_the_build_is_named(self):
        self.assertEqual(not_named(self.libraries, self.page), [])

    def test_the_build_was_seen(self):
        for name in ("Qt6", "Qt6::Core", "Qt6::Network", "Qt6::Svg", "Qt6::PrintSupport", "Qt6::Test", "ZLIB::ZLIB",
                     "LibArchive::LibArchive", "PCRE2::8BIT", "QCustomPlotQt6"):
            self.assertIn(name, self.libraries)

    @needs("readelf")
    def test_every_library_that_is_loaded_is_named(self):
        for name in ("sendwright", "sendwright-cli"):
            loaded = re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-dW", program(name)).stdout)
            self.assertTrue(any("Qt6Core" in file for file in loaded), loaded)
            wanted = {file for file in loaded if not NOT_LOADED_BY_USERS.match(file)}
            self.assertEqual(not_named(wanted, self.page), [], name)

    def test_each_has_version_licence_and_source(self):
        rows = [line for line in self.page.splitlines() if line.startswith("| ") and "`" in line]
        self.assertGreaterEqual(len(rows), 9)
        for row in rows:
            cells = [cell.strip() for cell in row.strip("|").split("|")]
            self.assertTrue(all(cells), row)
        self.assertIn("offer", self.page)

    def test_planted_library_is_found(self):
        planted = ("find_package(Qt6 6.4 REQUIRED COMPONENTS Core Sql)\nfind_package(Boost)\n"
                   "list(APPEND qt_parts Multimedia)\nfind_library(LZ4_LIBRARY NAMES lz4)\n"
                   "sw_room(attic NEEDS core QT Core Xml LIBS Curl::libcurl)\n"
                   "target_link_libraries(sw_a PRIVATE sw_core sqlite3 PUBLIC Qt6::Charts)\n")
        found = libraries_of(planted)
        for name in ("Qt6::Sql", "Boost", "lz4",
                     "Qt6::Multimedia", "Qt6::Xml", "Curl::libcurl", "sqlite3", "Qt6::Charts"):
            self.assertIn(name, not_named(found, self.page))
        self.assertNotIn("sw_core", found)
        self.assertNotIn("Qt6::Core", not_named(found, self.page))


if __name__ == "__main__":
    main()
