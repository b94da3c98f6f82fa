"""Pictures of a screen: QEMU's PPM dumps and the kiosk's own PNG shots, as rows of RGB bytes."""

import struct
import zlib


class Picture:
    def __init__(self, width, height, rgb):
        self.width, self.height, self.rgb = width, height, rgb

    @staticmethod
    def from_ppm(data):
        _, size, _, pixels = data.split(b"\n", 3)
        width, height = map(int, size.split())
        return Picture(width, height, pixels)

    @staticmethod
    def from_png(data):
        """Eight bits a channel, RGB or RGBA, not interlaced: what the kiosk writes."""
        at, packed, channels = 8, b"", 0
        while at < len(data):
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + length]
            if kind == b"IHDR":
                width, height, depth, colour = struct.unpack(">IIBB", body[:10])
                channels = {2: 3, 6: 4}[colour]
                assert depth == 8, "eight bits a channel"
            elif kind == b"IDAT":
                packed += body
            at += length + 12
        raw = _unfilter(zlib.decompress(packed), width * channels, height, channels)
        if channels == 4:
            rgb = bytearray(width * height * 3)
            for channel in range(3):
                rgb[channel::3] = raw[channel::4]
            raw = bytes(rgb)
        return Picture(width, height, raw)

    def save(self, path):
        stride = self.width * 3
        rows = b"".join(b"\0" + self.rgb[y * stride:(y + 1) * stride] for y in range(self.height))
        chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        with open(path, "wb") as out:
            out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 3)) + chunk(b"IEND", b""))

    def pixel(self, x, y):
        at = (y * self.width + x) * 3
        return tuple(self.rgb[at:at + 3])

    def differing(self, other, area, step=4, tolerance=24):
        """The part (0 to 1) of the pixels in area (x, y, width, height) that differ visibly; 1 where sizes differ."""
        if (self.width, self.height) != (other.width, other.height):
            return 1.0
        left, top, width, height = map(int, area)
        seen = wrong = 0
        for y in range(top, top + height, step):
            for x in range(left, left + width, step):
                seen += 1
                wrong += any(abs(a - b) > tolerance for a, b in zip(self.pixel(x, y), other.pixel(x, y)))
        return wrong / seen


def _unfilter(raw, stride, height, channels):
    out, above = bytearray(), bytes(stride)
    for y in range(height):
        kind = raw[y * (stride + 1)]
        row = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for x in range(stride if kind else 0):
            left = row[x - channels] if x >= channels else 0
            up, corner = above[x], above[x - channels] if x >= channels else 0
            if kind == 1:
                guess = left
            elif kind == 2:
                guess = up
            elif kind == 3:
                guess = (left + up) // 2
            else:
                guess = min((abs(up - corner), 0, left), (abs(left - corner), 1, up),
                            (abs(left + up - 2 * corner), 2, corner))[2]
            row[x] = (row[x] + guess) & 255
        out += row
        above = row
    return bytes(out)
