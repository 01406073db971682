"""Pictures of the frontends for the README, taken in Chromium: `make screenshots` (needs chromium, and `make web`)."""

import base64
import sys
import tempfile
import threading
from pathlib import Path

from browsing import Page, chromium
from werkzeug.serving import make_server

from delivery.services import services
from delivery.settings import PROJECT
from fixtures.loading import load_folder
from models import database, schema_changes
from server import create_app

IMAGES = PROJECT / "docs" / "images"
AT = "at=2026-01-02T09:00"
PICTURES = {
    "homepage": (f"/?{AT}", 1280, 900, "light"),
    "homepage-zh-hant": (f"/zh-hant?{AT}", 1280, 900, "dark"),
    "homepage-phone": (f"/?{AT}", 390, 844, "light"),
    "homepage-phone-zh-hant": (f"/zh-hant?{AT}", 390, 844, "light"),
    "dashboard": (f"/dashboard?{AT}&list=programs&months=12", 1280, 1150, "light"),
}
"""Of each picture: the address, the width and height of the window, and the colours."""


def main() -> int:
    """Load the content into a database of its own, serve it, and take all pictures."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/site.db"
        database.connect(url)
        schema_changes.upgrade()
        application = create_app({"SUNDIAL_DATABASE_URL": url, "SUNDIAL_REQUEST_LOG": "off"})
        load_folder(services(application).executor.zone)
        server = make_server("127.0.0.1", 0, application, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with chromium(f"{folder}/profile") as driver:
            for name, (path, width, height, colours) in PICTURES.items():
                take(
                    driver,
                    f"http://127.0.0.1:{server.server_port}{path}",
                    IMAGES / f"{name}.png",
                    (width, height),
                    colours,
                )
        server.shutdown()
    return 0


def take(driver, address: str, file: Path, size: tuple[int, int], colours: str) -> None:
    """Take one picture when everything is there."""
    width, height = size
    window = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", window)
    features = [
        {"name": "prefers-color-scheme", "value": colours},
        {"name": "prefers-reduced-motion", "value": "reduce"},
    ]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page = Page(driver, address)
    page.one("#main h1")
    page.until(lambda: "dashboard" not in address or len(page.all(".figure canvas")) >= 5)
    page.until(lambda: not page.all(".loading"))
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1 if width < 600 else 0.7}
    file.write_bytes(base64.b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip})["data"]))


if __name__ == "__main__":
    sys.exit(main())
