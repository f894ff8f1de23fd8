#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 Sendwright contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Describes an MSI of everything in a folder, for wixl: for all users of a computer, in Program Files, with an entry in
the Start menu. File types and the menu of folders are the feature `Types`, which ADDLOCAL=ALL takes.

usage: packaging/windows/msi.py FOLDER VERSION ICON > sendwright.wxs    (both paths as wixl will find them, not absolute)
"""

import hashlib
import os
import sys
import uuid
from xml.sax.saxutils import quoteattr

# What says that two packages are of the same product; never changes.
PRODUCT = uuid.UUID("5b0c7f1e-6b1f-4d53-9d0a-6a8f3f1c2e71")
CASE, EVIDENCE = "Sendwright.case", "Sendwright.evidence"
OPEN = '"[INSTALLDIR]sendwright.exe" "%1"'


def guid(name):
    return str(uuid.uuid5(PRODUCT, name)).upper()


def identifier(name):
    return "i" + hashlib.sha256(name.encode()).hexdigest()[:32]


def tag(name, content="", **attributes):
    written = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def value(key, name, data):
    named = {"Name": name} if name else {}
    return tag("RegistryKey", tag("RegistryValue", Type="string", Value=data, **named), Root="HKLM", Key=key)


def component(name, content):
    return tag("Component", content, Id=identifier(name), Guid=guid(name), Win64="yes")


def folder(path, below, found):
    """Directories and components of a folder; the ids of the components are added to `found`."""
    out = ""
    for entry in sorted(os.listdir(path)):
        shown = f"{below}/{entry}"
        if os.path.isdir(os.path.join(path, entry)):
            out += tag("Directory", folder(os.path.join(path, entry), shown, found), Id=identifier(shown), Name=entry)
        else:
            found.append(identifier(shown))
            out += component(shown, tag("File", Id="f" + identifier(shown), Name=entry, KeyPath="yes",
                                        Source=os.path.join(path, entry)))
    return out


def types():
    classes = "Software\\Classes\\"
    return component("types", value(classes + CASE, "", "Sendwright case") +
                     value(classes + CASE + "\\DefaultIcon", "", "[INSTALLDIR]sendwright.exe,0") +
                     value(classes + CASE + "\\shell\\open\\command", "", OPEN) +
                     value(classes + ".swcase", "", CASE) +
                     value(classes + EVIDENCE, "", "Evidence for Sendwright") +
                     value(classes + EVIDENCE + "\\shell\\open\\command", "", OPEN) +
                     value(classes + ".evtx\\OpenWithProgids", EVIDENCE, "") +
                     value(classes + "Directory\\shell\\Sendwright", "", "Open in Sendwright") +
                     value(classes + "Directory\\shell\\Sendwright\\command", "", OPEN))


def product(path, version, icon):
    found = []
    files = folder(path, "", found)
    menu = component("menu", tag("Shortcut", Id="MenuEntry", Name="Sendwright", Target="[INSTALLDIR]sendwright.exe",
                                 WorkingDirectory="INSTALLDIR", Icon="Program.ico", Directory="ProgramMenuFolder") +
                     tag("RegistryKey", tag("RegistryValue", Type="string", Value="[INSTALLDIR]sendwright.exe",
                                            KeyPath="yes"),
                         Root="HKLM", Key="Software\\Microsoft\\Windows\\CurrentVersion\\App Paths\\sendwright.exe"))
    program = tag("Directory", files + menu + types(), Id="INSTALLDIR", Name="Sendwright")
    directories = tag("Directory", tag("Directory", program, Id="ProgramFiles64Folder", Name="PFiles") +
                      tag("Directory", Id="ProgramMenuFolder", Name="Programs"), Id="TARGETDIR", Name="SourceDir")
    main = "".join(tag("ComponentRef", Id=name) for name in found + [identifier("menu")])
    content = (
        tag("Package", InstallerVersion="200", Compressed="yes", InstallScope="perMachine",
            Manufacturer="Sendwright contributors", Description="Finds why mail stops") +
        tag("MajorUpgrade", DowngradeErrorMessage="A newer version of Sendwright is installed.") +
        tag("Media", Id="1", Cabinet="sendwright.cab", EmbedCab="yes") +
        tag("Icon", Id="Program.ico", SourceFile=icon) +
        tag("Property", Id="ARPPRODUCTICON", Value="Program.ico") +
        directories +
        tag("Feature", main, Id="Program", Title="Sendwright", Level="1", Absent="disallow") +
        tag("Feature", tag("ComponentRef", Id=identifier("types")), Id="Types", Title="File types", Level="1000"))
    return tag("Wix", tag("Product", content, Id=guid("product " + version), Name="Sendwright", Version=version,
                          Language="1033", Manufacturer="Sendwright contributors", UpgradeCode=guid("upgrade")),
               xmlns="http://schemas.microsoft.com/wix/2006/wi")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    print('<?xml version="1.0" encoding="utf-8"?>')
    print(product(*sys.argv[1:]))
