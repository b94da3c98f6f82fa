"""Where things are on the kiosk's screens, and how they look: asked from the same kiosk on the host, drawn without a display."""

import json
import os
import subprocess

from picture import Picture


class Screens:
    def __init__(self, programs, folder, width, height):
        self.kiosk, self.folder, self.size = f"{programs}/yizhan-kiosk", folder, f"{width}x{height}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/kiosk.toml", "w", encoding="ascii") as out:
            out.write("# no hub, no devices\n")
        # As on the image, where staff may install one.
        os.makedirs(f"{folder}/installer", exist_ok=True)
        with open(f"{folder}/installer/running", "w", encoding="ascii") as out:
            out.write("1\n")
        self.rects = {}
        for line in self._run("--list-widgets").splitlines():
            widget = json.loads(line)
            self.rects.setdefault(widget["id"], widget["rect"])

    def middle(self, widget):
        x, y, width, height = self.rects[widget]
        return round(x + width / 2), round(y + height / 2)

    def home(self):
        """The picture of the home screen."""
        play = '{"wait":"home.tickets","timeout_ms":20000}\n{"shot":"home"}\n'
        self._run("--play", "-", "--shots", self.folder, words=play)
        with open(f"{self.folder}/home.png", "rb") as shot:
            return Picture.from_png(shot.read())

    def _run(self, *options, words=""):
        ran = subprocess.run([self.kiosk, "--config", f"{self.folder}/kiosk.toml", "--state", f"{self.folder}/state",
                              "--installer", f"{self.folder}/installer",
                              "--headless", self.size, *options], input=words, check=True, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True)
        return ran.stdout
