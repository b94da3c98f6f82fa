"""image/test: boots the built image and uses it as a resident would. Each case is a function; its docstring says what it proves."""

import argparse
import os
import random
import re
import shutil
import sys
import time
import traceback

from machine import Machine
import updates
from screens import Screens
from station import Station

HOME_S = 40        # to the home screen, without hardware virtualisation, on a machine that is otherwise idle
PATIENCE = 6       # how many times longer a busy machine may take for anything before it counts as never
# For a machine whose processors are busy, the check of the timer comes too early.
EXTRA = 'set extra="no_timer_check"\n'
# What looks the same on every kiosk: the tiles. The bars tell the time, the top greets.
TILES = ("home.tickets", "home.wishes", "home.lessons", "home.scan", "home.notices")


class Trial:
    def __init__(self, options):
        self.out, self.image, self.programs = options.out, options.image, options.programs
        self.screens = Screens(self.programs, f"{self.out}/screens", 1080, 1920)
        self.home = self.screens.home()
        self.station = Station(self.programs, f"{self.out}/station", options.content)
        self.machine = Machine(f"{self.out}/machine")
        self.seed, self.touches, self.cuts = options.seed, options.touches, options.cuts
        self.figures = {"seed": self.seed}
        self.built = os.path.dirname(options.image)
        with open(f"{self.built}/version", encoding="ascii") as text:
            self.version = text.read().strip()  # that runs

    def prepare(self):
        self.station.start()
        self.machine.take_disk(self.image)
        self.machine.put_on_esp("yizhan/kiosk.toml", self.station.kiosk_toml())
        self.machine.put_on_esp("yizhan/hub-ca.pem", self.station.authority())
        self.machine.put_on_esp("EFI/yizhan/extra.cfg", EXTRA)

    def power_on(self):
        self.machine.power_on(*self.station.plugged_in())

    def is_home(self, picture):
        return all(picture.differing(self.home, self.screens.rects[tile]) < 0.05 for tile in TILES)

    def wait_home(self):
        picture = self.machine.wait_for("the home screen", self.is_home, HOME_S * PATIENCE)
        return picture, time.monotonic() - self.machine.started

    def tap(self, widget):
        self.machine.tap(*self.screens.middle(widget))

    def label_shown(self, seconds):
        """The label in the code on the screen, once there is one."""
        shot = f"{self.out}/screen.png"
        seen = []

        def has_code(picture):
            picture.save(shot)
            seen[:] = labels_of(self.station.codes_in(shot))
            return bool(seen)
        self.machine.wait_for("a number with its code", has_code, seconds)
        return seen[0]

    def open(self, widget):
        """Touches it and waits until another picture stands there."""
        before = self.machine.screen()
        self.tap(widget)
        whole = (0, 0, before.width, before.height)
        self.machine.wait_for(f"what {widget} opens", lambda now: now.differing(before, whole, 16) > 0.05, 10 * PATIENCE)
        time.sleep(2)

    def type_pin(self):
        """Staff's PIN on the pad that stands there."""
        time.sleep(5)
        for digit in self.station.pin:
            self.tap(f"staff.login.{digit}")
            time.sleep(1)
        self.open("staff.login.next")

    def take_ticket(self):
        for widget in ("home.tickets", "tickets.choose.social", "tickets.priority.plain"):
            self.open(widget)
        return self.label_shown(20 * PATIENCE)


    def wait_labels(self, labels):
        """Until the hub has all of them."""
        until("all labels at the hub", lambda: set(labels) <= set(self.station.labels()), 120 * PATIENCE)


def labels_of(codes):
    found = (re.search(r"YZ1T\.\d{8}\.([A-Z]\d{3,4})\.", code) for code in codes)
    return [match[1] for match in found if match]


def until(what, holds, seconds):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.5)


def shows_home(trial):
    """From power to the home screen by itself, through UEFI firmware, on a disk that has never been started."""
    trial.power_on()
    picture, seconds = trial.wait_home()
    picture.save(f"{trial.out}/home.png")
    trial.figures["first start to home, s"] = round(seconds, 1)


def gives_ticket(trial):
    """A number by touches; the slip and the hub's record carry the label on the screen."""
    label = trial.take_ticket()
    trial.machine.screen().save(f"{trial.out}/ticket.png")
    until("the slip", lambda: label in [one for slip in trial.station.slips() for one in labels_of(trial.station.codes_in(slip))], 60 * PATIENCE)
    until("the hub's record", lambda: label in trial.station.labels(), 60 * PATIENCE)
    trial.label = label


def needs_little(trial):
    """The home screen's memory and the image's size are within their bounds."""
    used = trial.machine.memory_used()
    trial.figures["memory in use, MiB"] = used
    assert used is not None and used <= 400, f"{used} MiB"
    # What is not a hole of the sparse file bounds what a compressed one takes.
    image_mib = os.stat(trial.image).st_blocks * 512 // (1 << 20)
    trial.figures["image without its holes, MiB"] = image_mib
    assert image_mib <= 600, f"{image_mib} MiB"


def stays_shut(trial):
    """Key chords, a stick and random touches: no restart, nothing else on the screen, and a number can be taken afterwards."""
    trial.machine.events.clear()
    for _ in range(10):
        trial.machine.keys("ctrl", "alt", "delete")
    for names in (("alt", "sysrq", "b"), ("ctrl", "alt", "backspace"), ("alt", "tab"), ("alt", "f4"), ("ctrl", "c"), ("meta_l",), ("esc",),
                  ("print",), ("ctrl", "alt", "t"), *(("ctrl", "alt", f"f{n}") for n in range(1, 13)), *(("alt", f"f{n}") for n in range(1, 13))):
        trial.machine.keys(*names)
        time.sleep(0.2)
    trial.machine.plug_disk()
    dice = random.Random(trial.seed)
    for _ in range(trial.touches):
        trial.machine.tap(dice.randrange(1080), dice.randrange(1920), held_s=dice.choice((0.01, 0.05, 0.2)))
    # A visit that nobody goes on with ends by itself: a minute, and twenty seconds of asking. The last touches may still be
    # on their way when the home screen is first seen.
    for _ in range(3):
        trial.machine.wait_for("the home screen after all that", trial.is_home, 180 * PATIENCE)
        time.sleep(10)
    restarts = {"RESET", "SHUTDOWN", "WATCHDOG"} & set(trial.machine.events)
    assert not restarts, restarts
    assert trial.machine.reads_of_stick() == 0, "somebody read the stick"
    trial.label = trial.take_ticket()


def stands_power_cuts(trial):
    """The plug is pulled at random moments while numbers are taken: the kiosk comes back by itself, no label is given twice, none is lost."""
    dice = random.Random(trial.seed)
    seen = []
    for cut in range(trial.cuts):
        trial.machine.power_cut()
        trial.power_on()
        _, seconds = trial.wait_home()
        trial.figures["latest start to home, s"] = round(seconds, 1)
        seen.append(trial.take_ticket())
        for widget in ("home.tickets", "tickets.choose.social", "tickets.priority.plain")[:dice.randrange(4)]:
            trial.tap(widget)
            time.sleep(dice.uniform(0.1, 3))
    assert len(set(seen)) == len(seen), f"a label was shown twice: {seen}"
    trial.wait_labels(seen)


def shows_safe_screen(trial):
    """A kiosk that cannot start (its settings are wrong) gives way to the plain safe screen."""
    trial.machine.power_cut()
    trial.machine.take_disk(trial.image)
    trial.machine.put_on_esp("yizhan/kiosk.toml", "[hub\n")
    trial.power_on()
    paper = (0xFA, 0xF7, 0xF2)
    holds = lambda picture: picture.width > 1000 and picture.pixel(8, 8) == paper and any(
        picture.pixel(x, picture.height * 2 // 5 - 20) != paper for x in range(0, picture.width, 3))
    trial.machine.wait_for("the safe screen", holds, 2 * HOME_S * PATIENCE).save(f"{trial.out}/safe.png")


CASES = (shows_home, gives_ticket, needs_little, stays_shut, stands_power_cuts, *updates.CASES, shows_safe_screen)


def main():
    parser = argparse.ArgumentParser(prog="image/test", description=__doc__)
    parser.add_argument("--image", required=True, help="the disk image")
    parser.add_argument("--programs", required=True, help="folder of yizhan-hub, yizhan-sim and yizhan-kiosk for this machine")
    parser.add_argument("--content", required=True, help="the content pack that the hub publishes")
    parser.add_argument("--out", required=True, help="pictures, slips, logs; emptied first")
    full = os.environ.get("YIZHAN_FULL") == "1"
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="of the random touches and moments")
    parser.add_argument("--touches", type=int, default=200_000 if full else 500, help="random touches")
    parser.add_argument("--cuts", type=int, default=20 if full else 2, help="power cuts")
    parser.add_argument("--only", help="cases whose name contains this; the first one always runs")
    options = parser.parse_args()
    shutil.rmtree(options.out, ignore_errors=True)
    os.makedirs(options.out)
    trial = Trial(options)
    passed = failed = 0
    try:
        trial.prepare()
        for case in CASES:
            if options.only and case is not CASES[0] and options.only not in case.__name__:
                continue
            started = time.monotonic()
            try:
                case(trial)
                passed += 1
                print(f"ok      {case.__name__}  {time.monotonic() - started:.0f} s  {case.__doc__}", flush=True)
            except Exception:  # every case is judged by itself; what went wrong is shown whole
                failed += 1
                print(f"FAILED  {case.__name__}\n{traceback.format_exc()}", flush=True)
                if case is CASES[0]:
                    break
    finally:
        trial.machine.power_cut()
        trial.station.stop()
    for name, figure in trial.figures.items():
        print(f"{name}: {figure}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
