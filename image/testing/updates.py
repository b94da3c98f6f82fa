"""Cases of updates: images that the hub offers while the kiosk serves (docs/formats/app-update.md)."""

import subprocess
import time

from machine import IMAGE

PATIENCE_S = 1800  # to fetch and write 300 MB and start anew, emulated


class Updates:
    def __init__(self, trial, built):
        self.trial, self.folder = trial, f"{trial.out}/../bundles"
        subprocess.run([f"{IMAGE}/testing/variants.sh", built, self.folder], check=True)

    def version(self, name):
        with open(f"{self.folder}/{name}.version", encoding="ascii") as text:
            return text.read().strip()

    def publish(self, name):
        """The version that is on offer from now on."""
        version = self.version(name)
        self.trial.station.hub("app", "publish", f"{self.folder}/{name}.raucb", "--version", version)
        return version

    def wait_told(self, what, **wanted):
        """Until the hub knows this of the kiosk: version, next, news."""
        end = time.monotonic() + PATIENCE_S
        while True:
            told = self.trial.station.told_of_image()
            if all(told[name] == value for name, value in wanted.items()):
                return
            assert time.monotonic() < end, f"{what}: the hub knows {told}"
            time.sleep(2)


def updates_itself(trial):
    """A later version is offered: it is installed while numbers are taken, started when nobody is there, and told to the hub."""
    updates = Updates(trial, trial.built)
    trial.updates = updates
    updates.wait_told("what runs", version=trial.version)
    started = time.monotonic()
    version = updates.publish("next")
    taken = [trial.take_ticket()]
    updates.wait_told("that it is installed", next=version, news="installed")
    trial.figures["image fetched and written while serving, s"] = round(time.monotonic() - started)
    trial.machine.wait_event("RESET", PATIENCE_S)
    trial.wait_home()
    updates.wait_told("that it runs", version=version, next="")
    taken.append(trial.take_ticket())
    trial.wait_labels(taken)
    trial.version = version


def refuses_images(trial):
    """One that somebody else signed and one that is older are not taken; the hub knows why."""
    for name, reason in (("foreign", "bad_signature"), ("older", "older")):
        trial.machine.events.clear()
        version = trial.updates.publish(name)
        trial.updates.wait_told(f"why {name} was refused", version=trial.version, next=version, news=reason)
        assert "RESET" not in trial.machine.events


def falls_back(trial):
    """One whose kiosk ends at its start gives way after three starts; the old one is back, and the hub knows."""
    version = trial.updates.publish("crashing")
    trial.updates.wait_told("that it is installed", next=version, news="installed")
    for _ in range(2):  # the kiosk's own wish, and that of the kiosk that does not stay; the third is the loader's choice
        trial.machine.wait_event("RESET", PATIENCE_S)
    trial.updates.wait_told("that it fell back", version=trial.version, next=version, news="rolled_back")
    trial.wait_home()
    trial.take_ticket()


def installs_from_stick(trial):
    """Staff ask for an image off a stick that is plugged in then: it is installed and started; the stick was only read, and is shut out again."""
    version = trial.updates.version("stick")
    trial.machine.make_stick(f"{trial.updates.folder}/stick.raucb", "yizhan.raucb")
    for _ in range(5):
        trial.tap("status.station")
    trial.type_pin()
    for widget in ("staff.home.sync", "staff.sync.stick"):
        trial.open(widget)
    trial.machine.plug_disk(trial.machine.stick)
    trial.updates.wait_told("that it is installed", next=version, news="installed")
    assert trial.machine.writes_of_stick() == 0, "somebody wrote to the stick"
    read = trial.machine.reads_of_stick()
    trial.machine.wait_event("RESET", PATIENCE_S)
    trial.wait_home()
    trial.updates.wait_told("that it runs", version=version, next="")
    trial.version = version
    time.sleep(30)
    assert trial.machine.reads_of_stick() == read, "the stick is read by a kiosk that nobody asked"


CASES = (updates_itself, refuses_images, falls_back, installs_from_stick)
