"""A virtual kiosk: QEMU with UEFI firmware, a touch panel, a serial line over USB, a watchdog; driven over QMP."""

import json
import os
import signal
import socket
import subprocess
import time

from picture import Picture

IMAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PANEL_MAX = 32767  # QEMU's coordinates, whatever the panel's size


class Machine:
    """`folder` holds the disk, the firmware's variables and sockets; the disk stays between starts."""

    def __init__(self, folder, width=1080, height=1920, memory_mib=1024):
        self.folder, self.width, self.height, self.memory_mib = folder, width, height, memory_mib
        self.process = self.qmp = None
        self.events = []
        self.tree = run_step("machine.sh")
        os.makedirs(folder, exist_ok=True)

    def inside(self, *command, **options):
        """Runs a command of the machine's tree with the folder as /run/yizhan."""
        return subprocess.run(self._enter() + list(command), check=True, **options)

    def take_disk(self, image):
        subprocess.run(["cp", "--sparse=always", image, f"{self.folder}/disk.img"], check=True)
        self.inside("cp", "/usr/share/OVMF/OVMF_VARS_4M.fd", "/mnt/vars.fd")

    def put_on_esp(self, name, text):
        """A file on the disk's EFI partition; the machine must be off."""
        with open(f"{self.folder}/file", "w", encoding="utf-8") as out:
            out.write(text)
        esp = "/mnt/disk.img@@1M"
        for depth in range(1, name.count("/") + 1):
            parent = "/".join(name.split("/")[:depth])
            subprocess.run(self._enter() + ["mmd", "-D", "s", "-i", esp, f"::/{parent}"], check=False,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.inside("mcopy", "-o", "-i", esp, "/mnt/file", f"::/{name}")

    def power_on(self, *more):
        socket_path = f"{self.folder}/qmp"
        if os.path.exists(socket_path):
            os.remove(socket_path)
        # Emulated, two processors wait for each other, and page tables of five levels cost every access: one without is faster.
        command = self._enter() + [
            "qemu-system-x86_64", "-accel", "tcg", "-cpu", "max,-la57", "-smp", "1", "-m", str(self.memory_mib), "-M", "q35",
            "-drive", "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
            "-drive", "if=pflash,format=raw,file=/mnt/vars.fd",
            "-drive", "if=virtio,format=raw,file=/mnt/disk.img,cache=writeback",
            "-device", f"virtio-vga,xres={self.width},yres={self.height}",
            "-device", "virtio-multitouch-pci", "-device", "virtio-keyboard-pci",
            "-device", "i6300esb", "-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb",
            "-device", "virtio-balloon-pci,id=balloon",
            "-nic", "user,model=virtio-net-pci,restrict=off", "-uuid", "3d1f6a0e-0c5a-4b7e-9a51-5a2f00000001",
            "-display", "none", "-serial", "file:/mnt/serial.log", "-qmp", "unix:/mnt/qmp,server=on,wait=off", *more]
        log = open(f"{self.folder}/qemu.log", "wb")
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        self.started = time.monotonic()
        self._connect(socket_path)

    def power_cut(self):
        """At once, as if the plug was pulled: what QEMU was told to write is on the disk, nothing else."""
        if self.process is None:
            return
        self.qmp.close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def command(self, name, **arguments):
        self.lines.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.lines.flush()
        while True:
            answer = json.loads(self.lines.readline())
            if "event" in answer:
                self.events.append(answer["event"])
            elif "error" in answer:
                raise RuntimeError(f"{name}: {answer['error']['desc']}")
            else:
                return answer["return"]

    def wait_event(self, name, seconds):
        """Until QEMU tells of it, once; what it told of before counts."""
        until = time.monotonic() + seconds
        while name not in self.events:
            assert time.monotonic() < until, f"no {name} within {seconds} s"
            time.sleep(1)
            self.command("query-status")  # events come before the answer
        self.events.remove(name)

    def screen(self):
        self.command("screendump", filename="/mnt/screen.ppm")
        with open(f"{self.folder}/screen.ppm", "rb") as dump:
            return Picture.from_ppm(dump.read())

    def tap(self, x, y, held_s=0.15):
        """A finger that goes down and up again at pixel x, y."""
        self.finger("begin", x, y)
        time.sleep(held_s)
        self.finger("end", x, y)

    def finger(self, kind, x, y, slot=0):
        contact = lambda what, axis, value: {"type": "mtt", "data": {
            "type": what, "slot": slot, "tracking-id": slot if what != "end" else -1, "axis": axis, "value": value}}
        events = []
        if kind == "begin":
            events.append(contact("begin", "x", 0))
        if kind != "end":
            events.append(contact("data", "x", round(x * PANEL_MAX / (self.width - 1))))
            events.append(contact("data", "y", round(y * PANEL_MAX / (self.height - 1))))
        if kind == "begin":
            events.append({"type": "btn", "data": {"down": True, "button": "touch"}})
        if kind == "end":
            events.append(contact("end", "x", 0))
            events.append({"type": "btn", "data": {"down": False, "button": "touch"}})
        self.command("input-send-event", events=events)

    def keys(self, *names):
        """A chord, e.g. ctrl, alt, delete."""
        self.command("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def wait_for(self, what, holds, seconds, every_s=1.0):
        """Looks at the screen until holds(picture); the last picture is kept when it never does."""
        until = time.monotonic() + seconds
        while True:
            picture = self.screen()
            if holds(picture):
                return picture
            if self.process.poll() is not None:
                raise AssertionError(f"the machine ended while waiting for {what}")
            if time.monotonic() > until:
                picture.save(f"{self.folder}/failed.png")
                raise AssertionError(f"{what}: not seen within {seconds:.0f} s; the screen is {self.folder}/failed.png")
            time.sleep(every_s)

    def memory_used(self):
        """MiB that are in use in the guest, as its kernel tells the balloon; None until it has."""
        balloon = {"path": "/machine/peripheral/balloon", "property": "guest-stats"}
        self.command("qom-set", path=balloon["path"], property="guest-stats-polling-interval", value=1)
        for _ in range(60):
            time.sleep(1)
            stats = self.command("qom-get", **balloon)["stats"]
            if stats.get("stat-available-memory", -1) > 0:
                return (stats["stat-total-memory"] - stats["stat-available-memory"]) // (1 << 20)
        return None

    def make_stick(self, file, name):
        """What plug_disk() plugs in next: a FAT file system with this file."""
        mib = os.path.getsize(file) // (1 << 20) + 64
        self.stick = "full.img"
        subprocess.run(["rm", "-f", f"{self.folder}/{self.stick}"], check=True)
        subprocess.run(["truncate", "-s", f"{mib}M", f"{self.folder}/{self.stick}"], check=True)
        subprocess.run(["cp", file, f"{self.folder}/file"], check=True)
        self.inside("mkfs.vfat", "-F", "32", f"/mnt/{self.stick}", stdout=subprocess.DEVNULL)
        self.inside("mcopy", "-i", f"/mnt/{self.stick}", "/mnt/file", f"::/{name}")

    def plug_disk(self, image="stick.img"):
        """A USB stick is plugged in, an empty one unless make_stick() made another; its name for reads_of_stick()."""
        if image == "stick.img":
            subprocess.run(["truncate", "-s", "8M", f"{self.folder}/stick.img"], check=True)
        self.command("blockdev-add", driver="raw", **{"node-name": "stick", "file": {"driver": "file", "filename": f"/mnt/{image}"}})
        self.command("device_add", driver="usb-storage", drive="stick", id="stick", bus="usb.0")

    def reads_of_stick(self):
        """How often the guest has read from the stick."""
        devices = self.command("query-blockstats")
        return sum(one["stats"]["rd_operations"] for one in devices if one.get("qdev", "").find("stick") >= 0)

    def writes_of_stick(self):
        devices = self.command("query-blockstats")
        return sum(one["stats"]["wr_operations"] for one in devices if one.get("qdev", "").find("stick") >= 0)

    def _enter(self):
        prefix = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        if os.getuid() != 0:
            prefix += ["--map-root-user", "--map-auto"]
        return prefix + ["--", f"{IMAGE}/steps/enter.sh", self.tree, f"{self.folder}:/mnt", "--"]

    def _connect(self, path):
        for _ in range(600):
            if self.process.poll() is not None:
                raise AssertionError(f"QEMU did not start; see {self.folder}/qemu.log")
            try:
                self.qmp = socket.socket(socket.AF_UNIX)
                self.qmp.connect(path)
                break
            except OSError:
                time.sleep(0.1)
        self.lines = self.qmp.makefile("rw")
        self.lines.readline()
        self.command("qmp_capabilities")


def run_step(name):
    """A step of the image's build that prints a folder."""
    return subprocess.run([f"{IMAGE}/steps/{name}"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
