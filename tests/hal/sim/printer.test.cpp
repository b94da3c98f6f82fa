#include <iconv.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hal/sim/codes.h"
#include "hal/sim/slip_files.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/printed_slips.h"

namespace yz::test {

namespace {

std::string gb18030(std::string text) {
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  std::string out(text.size() * 2, '\0');
  char* in_at = text.data();
  char* out_at = out.data();
  std::size_t in_left = text.size();
  std::size_t out_left = out.size();
  REQUIRE(iconv(converter, &in_at, &in_left, &out_at, &out_left) == 0);
  iconv_close(converter);
  out.resize(out.size() - out_left);
  return out;
}

std::string hex(const std::string& text) {
  return bytes_of_hex(text);
}

std::string qr_orders(const std::string& data) {
  return hex("1D286B040031413200 1D286B0300314306 1D286B0300314531 1D286B") +
         static_cast<char>(data.size() + 3) + hex("00 315030") + data + hex("1D286B0300315130");
}

// Black where the code is black, four dots a module, as GS v 0 in one band.
std::string raster_of(const sim::Picture& code) {
  constexpr int scale = 5, quiet = 4;
  const int side = (code.width + 2 * quiet) * scale;
  const int row_bytes = (side + 7) / 8;
  std::string bytes = hex("1D763000") + static_cast<char>(row_bytes) + '\0' + static_cast<char>(side & 0xFF) +
                      static_cast<char>(side >> 8);
  for (int y = 0; y < side; ++y) {
    std::string row(static_cast<std::size_t>(row_bytes), '\0');
    for (int x = 0; x < side; ++x) {
      const int u = x / scale - quiet;
      const int v = y / scale - quiet;
      if (u < 0 || v < 0 || u >= code.width || v >= code.height || code.at(u, v) != 0) continue;
      row[static_cast<std::size_t>(x / 8)] =
          static_cast<char>(row[static_cast<std::size_t>(x / 8)] | (0x80 >> (x % 8)));
    }
    bytes += row;
  }
  return bytes;
}

std::string ticket_job() {
  return hex("1B40 1C26 1B6101 1D2111") + gb18030("社区驿站\n") + hex("1D2122") + "A012\n" +
         hex("1D2100 1B6100") + gb18030("业务：养老认证\n前面还有 3 人\n") +
         qr_orders("YZ1T.20261123.A012.x7Kq") + hex("1D564200 1D7201");
}

struct PrinterSim : SimDevice {
  explicit PrinterSim(const std::string& model = "80mm")
      : SimDevice("printer", {"--listen", "127.0.0.1:0", "--png", "@/slips", "--model", model}) {}
  [[nodiscard]] std::vector<PrintedSlip> slips() const { return read_slips(folder() / "slips"); }
  [[nodiscard]] bool has_slips(std::size_t count) const {
    return wait_until(wire_wait, [&] { return slips().size() >= count; });
  }
};

}  // namespace

TEST_CASE("printer: a Chinese ticket comes out with its exact lines and a code that can be read", "[hal]") {
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(ticket_job()));
  CHECK(wire.receive(1) == std::string(1, '\0'));  // GS r 1: paper is there, and all before it is printed
  REQUIRE(printer.has_slips(1));
  const PrintedSlip slip = printer.slips().front();
  CHECK(slip.text == "社区驿站\nA012\n业务：养老认证\n前面还有 3 人\nQR: YZ1T.20261123.A012.x7Kq\n");
  const auto picture = sim::load_png(slip.picture);
  REQUIRE(picture);
  CHECK(picture->width > 576);
  CHECK(sim::read_qrs(*picture) == std::vector<std::string>{"YZ1T.20261123.A012.x7Kq"});
}

TEST_CASE("printer: a code sent as dots is found by reading them", "[hal]") {
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  const auto code = sim::draw_qr("HTTPS://YIZHAN.EXAMPLE/T/A013", 1);
  REQUIRE(code);
  REQUIRE(wire.send(hex("1B40 1B6101") + raster_of(*code) + hex("1D5600 1D7201")));
  CHECK(wire.receive(1).size() == 1);
  REQUIRE(printer.has_slips(1));
  CHECK(printer.slips().front().text == "QR: HTTPS://YIZHAN.EXAMPLE/T/A013\n");
}

TEST_CASE("printer: every fault shows in the real-time status, the automatic status and as a held job",
          "[hal]") {
  struct Row {
    const char *make, *mend, *status, *automatic;
  };
  const Row row = GENERATE(Row{"paper out", "paper ok", "1A32127E", "18000F00"},
                           Row{"cover open", "cover close", "1A161212", "38000000"},
                           Row{"cutter error", "cutter ok", "1A521A12", "18080000"},
                           Row{"head hot", "head ok", "1A525212", "18400000"});
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(hex("1B40 1D61FF")));
  CHECK(hex_of(wire.receive(4)) == "10000000");
  printer.tell(row.make);
  CHECK(hex_of(wire.receive(4)) == row.automatic);
  REQUIRE(wire.send(hex("100401 100402 100403 100404")));
  CHECK(hex_of(wire.receive(4)) == row.status);
  REQUIRE(wire.send(ticket_job()));
  CHECK(wire.stays_silent(Milliseconds{100}));
  CHECK(printer.slips().empty());
  printer.tell(row.mend);
  CHECK(hex_of(wire.receive(5)) == "1000000000");  // back on-line, then the answer of the job's last order
  CHECK(printer.has_slips(1));
}

TEST_CASE("printer: paper near its end is told and still printed on", "[hal]") {
  PrinterSim printer;
  printer.tell("paper near-end");
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(hex("100401 100404")));
  CHECK(hex_of(wire.receive(2)) == "121E");
  REQUIRE(wire.send(ticket_job()));
  CHECK(hex_of(wire.receive(1)) == "03");
  CHECK(printer.has_slips(1));
}

TEST_CASE("printer: it vanishes at exactly the byte that was asked for", "[hal]") {
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(hex("1B40 1D61FF")));
  CHECK(wire.receive(4).size() == 4);
  const std::string job = hex("1B40") + "one\n";
  printer.tell("vanish-at " + std::to_string(job.size() + 1));
  REQUIRE(wire.send(job + hex("100401")));  // a status request is nobody's byte
  CHECK(hex_of(wire.receive(1)) == "12");
  REQUIRE(wire.send("x"));
  CHECK(wire.hangs_up());
  CHECK(wait_until(wire_wait,
                   [&] { return std::filesystem::exists(printer.folder() / "slips" / "torn-0001.txt"); }));
  CHECK(read_file(printer.folder() / "slips" / "torn-0001.txt") == "one\n");
  CHECK(printer.slips().empty());
  Wire again = Wire::to(printer.where());
  REQUIRE(again.send(ticket_job()));
  CHECK(again.receive(1).size() == 1);
  CHECK(printer.has_slips(1));
}

TEST_CASE("printer: a second client waits until the first has gone", "[hal]") {
  PrinterSim printer;
  Wire first = Wire::to(printer.where());
  REQUIRE(first.send(hex("100401")));
  CHECK(first.receive(1).size() == 1);
  Wire second = Wire::to(printer.where());
  REQUIRE(second.send(hex("100401")));
  CHECK(second.stays_silent(Milliseconds{100}));
  first.close();
  CHECK(hex_of(second.receive(1)) == "12");
}

TEST_CASE("printer: a full buffer stops the sender until there is paper again", "[hal]") {
  PrinterSim printer;
  printer.tell("paper out");
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(hex("1B40") + std::string(20'000, 'a') + "\n" + hex("1D5600 1D7201")));
  CHECK(wait_until(wire_wait,
                   [&] { return printer.tell("state").find("buffered=4096") != std::string::npos; }));
  printer.tell("paper ok");
  CHECK(wire.receive(1).size() == 1);
  CHECK(printer.has_slips(1));
}

TEST_CASE("printer: it can be silent, refuse calls and talk rubbish", "[hal]") {
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  printer.tell("silent on");
  REQUIRE(wire.send(hex("100401")));
  CHECK(wire.stays_silent(Milliseconds{100}));
  printer.tell("silent off");
  printer.tell("garbage 100");
  CHECK(wire.receive(100).size() == 100);
  printer.tell("refuse on");
  CHECK(wire.hangs_up());
  CHECK_FALSE(Wire::to(printer.where()).is_open());
  printer.tell("refuse off");
  CHECK(Wire::to(printer.where()).is_open());
  CHECK(printer.refuses("paper blue").find("paper wants") != std::string::npos);
  CHECK(printer.refuses("dance").find("unknown command") != std::string::npos);
}

TEST_CASE("printer: it names itself and prints a box for what its font has not", "[hal]") {
  PrinterSim printer;
  Wire wire = Wire::to(printer.where());
  REQUIRE(wire.send(hex("1D4943")));
  CHECK(wire.receive_until(std::string(1, '\0')) == std::string("_SIM-80") + '\0');
  REQUIRE(wire.send(hex("1B40") + gb18030("𠮷祥\n") + hex("1D5600 1D7201")));
  CHECK(wire.receive(1).size() == 1);
  REQUIRE(printer.has_slips(1));
  CHECK(printer.slips().front().text == "□祥\n");
}

TEST_CASE("printer: each model passes over what it does not know", "[hal]") {
  SECTION("no GS V on the old cutter, and no status by itself") {
    PrinterSim printer("80mm-old-cut");
    Wire wire = Wire::to(printer.where());
    REQUIRE(wire.send(hex("1B40 1D61FF") + "one\n" + hex("1D564200 1D7201")));
    CHECK(hex_of(wire.receive(1)) == "00");
    CHECK(printer.slips().empty());
    REQUIRE(wire.send(hex("1B69 1D7201")));
    CHECK(wire.receive(1).size() == 1);
    CHECK(printer.has_slips(1));
  }
  SECTION("no Chinese font") {
    PrinterSim printer("80mm-raster");
    Wire wire = Wire::to(printer.where());
    REQUIRE(wire.send(hex("1B40") + gb18030("社A\n") + hex("1D5600 1D7201")));
    CHECK(wire.receive(1).size() == 1);
    REQUIRE(printer.has_slips(1));
    CHECK(printer.slips().front().text == "□A\n");
  }
  SECTION("no answers, no cutter") {
    PrinterSim printer("58mm-plain");
    Wire wire = Wire::to(printer.where());
    REQUIRE(wire.send(hex("1B40 1D61FF 100401") + "one\n" + hex("1D5600 1D7201")));
    CHECK(wire.stays_silent(Milliseconds{100}));
    CHECK(printer.slips().empty());
  }
}

TEST_CASE("printer: a presenter holds a slip until it is taken, and jams behind it", "[hal]") {
  PrinterSim printer("80mm-presenter");
  Wire wire = Wire::to(printer.where());
  const std::string ticket = "one\n" + hex("1D5600 1D650320");
  const std::string ask = hex("1D6506");
  REQUIRE(wire.send(hex("1B40") + ask + ticket + ask));
  CHECK(hex_of(wire.receive(2)) == "0008");
  printer.tell("take");
  REQUIRE(wire.send(ask + ticket + ask + hex("1D6502") + ask));
  CHECK(hex_of(wire.receive(3)) == "000800");
  REQUIRE(wire.send(ticket + ticket + hex("1D7201")));
  CHECK(wait_until(wire_wait, [&] { return printer.tell("state").find("jam=on") != std::string::npos; }));
  REQUIRE(wire.send(hex("100403")));
  CHECK(hex_of(wire.receive(1)) == "16");
  printer.tell("jam off");
  CHECK(hex_of(wire.receive(1)) == "00");
}

}  // namespace yz::test
