"""Trình duyệt để kiểm thử: the first Chromium that starts, installed if there is none."""

import os
import shutil
import subprocess
from collections.abc import Iterator

from playwright.sync_api import Browser, Error, Playwright

WITHOUT = (
    # The suggestions of the address bar are pages of their own, drawn anew for every window.
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    # What Playwright switches off: the browser heeds the last list alone.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ON_PATH = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge", "msedge", "chrome")


class NoBrowser(Exception):
    """Không có trình duyệt nào chạy được."""


def start(playwright: Playwright) -> Browser:
    """Mở trình duyệt: THIDUA_TRINH_DUYET, the path, Playwright's channels, at last apt."""
    problems = []
    for choice in _choices():
        try:
            return playwright.chromium.launch(args=FLAGS, **choice)
        except Error as problem:
            problems.append(f"{choice}: {str(problem).splitlines()[0]}")
    raise NoBrowser("; ".join(problems))


def start_another(browser: Browser, *flags: str) -> Browser:
    """Mở thêm một trình duyệt, of the same kind but with flags of its own."""
    for choice in _choices():
        try:
            return browser.browser_type.launch(args=[*FLAGS, *flags], **choice)
        except Error:
            continue
    raise NoBrowser


def _choices() -> Iterator[dict[str, str]]:
    if named := os.environ.get("THIDUA_TRINH_DUYET"):
        yield {"executable_path": named}
    yield from ({"executable_path": path} for name in ON_PATH if (path := shutil.which(name)))
    yield from ({"channel": channel} for channel in ("chrome", "msedge"))
    if path := _installed_by_apt():
        yield {"executable_path": path}


def _installed_by_apt() -> str | None:
    """Cài bằng apt: only where that can be done without asking anybody."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(
            ["apt-get", *command],
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            timeout=600,
        )
    return shutil.which("chromium")
