"""What stands around a virtual kiosk: the hub behind TLS on the host's loopback, and the virtual printer whose line QEMU plugs in."""

import glob
import http.client
import json
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time

HOST_SEEN_FROM_GUEST = "10.0.2.2"  # QEMU's user network: this is the host's loopback


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Station:
    pin = "135790"

    def __init__(self, programs, folder, content):
        self.programs, self.folder, self.content = programs, folder, content
        self.running = []
        self.hub_port, self.tls_port, self.paper_port = free_port(), free_port(), free_port()
        os.makedirs(f"{folder}/slips", exist_ok=True)

    def start(self):
        with open(f"{self.content}/station.json", encoding="utf-8") as text:
            self.id = json.load(text)["id"]
        self.hub("station", "add", "--id", self.id, "--name", self.id)
        self.hub("content", "publish", self.content)
        self._make_certificate()
        self.start_hub()
        self._start_tls()
        self._spawn("printer", "yizhan-sim", "printer", "--listen", f"127.0.0.1:{self.paper_port}", "--png", f"{self.folder}/slips")
        self.code = self.hub("kiosk", "enrol", "--station", self.id, "--auto-confirm")["code"]

    def start_hub(self):
        self._spawn("hub", "yizhan-hub", "serve", "--data", f"{self.folder}/hub", "--listen", f"127.0.0.1:{self.hub_port}",
                    "--public-url", f"https://{HOST_SEEN_FROM_GUEST}:{self.tls_port}")
        for _ in range(300):
            try:
                http.client.HTTPConnection("127.0.0.1", self.hub_port, timeout=1).request("GET", "/")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the hub did not start; see {self.folder}/hub.log")

    def stop(self):
        for process in self.running:
            process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
        self.running = []

    def hub(self, *words):
        """A command of yizhan-hub; its JSON."""
        ran = subprocess.run([f"{self.programs}/yizhan-hub", *words, "--data", f"{self.folder}/hub", "--json"],
                             check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(ran.stdout)

    def kiosk_toml(self):
        return f'''[hub]
url = "https://{HOST_SEEN_FROM_GUEST}:{self.tls_port}"
enrol_code = "{self.code}"

[[device]]
id = "slip-printer"
class = "printer"
driver = "escpos"
port = "serial:usb:0403:6001@115200"
profile = "80mm"

[staff]
pin_hash = "{self._pin_hash()}"
'''

    def _pin_hash(self):
        ran = subprocess.run([f"{self.programs}/yizhan-kiosk", "--hash-pin"], input=self.pin, check=True, stdout=subprocess.PIPE, text=True)
        return ran.stdout.splitlines()[0]

    def authority(self):
        with open(f"{self.folder}/ca.pem", encoding="ascii") as text:
            return text.read()

    def plugged_in(self):
        """QEMU's options for what hangs on the kiosk."""
        return ["-chardev", f"socket,id=paper,host=127.0.0.1,port={self.paper_port},reconnect-ms=1000",
                "-device", "usb-serial,chardev=paper"]

    def labels(self):
        """The labels of the day's tickets, as the hub has them."""
        base = sqlite3.connect(f"file:{self.folder}/hub/hub.db?mode=ro", uri=True)
        try:
            return [label for label, in base.execute("SELECT label FROM ticket ORDER BY label")]
        finally:
            base.close()

    def told_of_image(self):
        """What the kiosk told the hub of its system image."""
        base = sqlite3.connect(f"file:{self.folder}/hub/hub.db?mode=ro", uri=True)
        try:
            row = base.execute("SELECT app_version, app_next, app_news FROM device").fetchone()
        finally:
            base.close()
        return dict(zip(("version", "next", "news"), row or ("", "", "")))

    def slips(self):
        return sorted(glob.glob(f"{self.folder}/slips/*.png"), key=os.path.getmtime)

    def codes_in(self, picture):
        """What the codes in a picture say, read as the kiosk's scan screen reads them."""
        ran = subprocess.run([f"{self.programs}/yizhan-kiosk", "--decode", picture], check=False, stdout=subprocess.PIPE, text=True)
        return [found["text"] for found in map(json.loads, ran.stdout.splitlines()) if "text" in found]

    def _spawn(self, name, program, *words):
        log = open(f"{self.folder}/{name}.log", "ab")
        self.running.append(subprocess.Popen([f"{self.programs}/{program}", *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log))

    def _make_certificate(self):
        openssl = lambda *words: subprocess.run(["openssl", *words], check=True, cwd=self.folder, stderr=subprocess.DEVNULL)
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem",
                "-subj", "/CN=Station test authority", "-days", "3650")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "hub.key", "-out", "hub.csr",
                "-subj", "/CN=hub")
        with open(f"{self.folder}/names", "w", encoding="ascii") as out:
            out.write(f"subjectAltName=IP:{HOST_SEEN_FROM_GUEST}\n")
        openssl("x509", "-req", "-in", "hub.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "hub.pem",
                "-days", "3650", "-extfile", "names")

    def _start_tls(self):
        """What a reverse proxy does for a hub: TLS outside, plain HTTP to its loopback port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(f"{self.folder}/hub.pem", f"{self.folder}/hub.key")
        listener = socket.create_server(("127.0.0.1", self.tls_port))
        threading.Thread(target=self._serve_tls, args=(listener, context), daemon=True).start()

    def _serve_tls(self, listener, context):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=self._relay, args=(client, context), daemon=True).start()

    def _relay(self, client, context):
        try:
            outside = context.wrap_socket(client, server_side=True)
            inside = socket.create_connection(("127.0.0.1", self.hub_port))
        except OSError:
            client.close()
            return
        pump = lambda source, sink: threading.Thread(target=copy_all, args=(source, sink), daemon=True).start()
        pump(outside, inside)
        pump(inside, outside)


def copy_all(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

