// What needs no device: frames, status bits, lines, pictures, characters.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "base/system_clock.h"
#include "hal/codes.h"
#include "hal/drivers/escpos_encoder.h"
#include "hal/drivers/escpos_status.h"
#include "hal/drivers/sam_card.h"
#include "hal/drivers/sam_frame.h"
#include "hal/pgm.h"
#include "hal/ports/port.h"
#include "hal/ports/port_config.h"
#include "hal/registry.h"
#include "hal/sim/card_file.h"
#include "hal/slip_layout.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

using hal::Reason;

namespace {

std::string text(const std::vector<std::uint8_t>& bytes) {
  return {bytes.begin(), bytes.end()};
}

/// Everything that the frames in `hex` gave, one word each.
std::vector<std::string> frames_in(const std::string& hex) {
  hal::SamFrames frames;
  std::vector<std::string> found;
  for (const char c : bytes_of_hex(hex)) {
    const auto frame = frames.take(static_cast<std::uint8_t>(c));
    if (!frame) continue;
    found.push_back(*frame ? hex_of(std::string(1, static_cast<char>((*frame)->sw3))) + " " +
                                 std::to_string((*frame)->data.size())
                           : "corrupt");
  }
  return found;
}

std::vector<hal::PrinterAnswer> answers_in(const std::string& hex) {
  hal::PrinterAnswers answers;
  std::vector<hal::PrinterAnswer> found;
  for (const char c : bytes_of_hex(hex)) {
    if (const auto answer = answers.take(static_cast<std::uint8_t>(c))) found.push_back(*answer);
  }
  return found;
}

}  // namespace

TEST_CASE("sam frame: requests are the ones the module's paper names", "[hal]") {
  CHECK(hex_of(text(hal::sam_request(0x10, 0xFF))) == "AAAAAA9669000310FFEC");
  CHECK(hex_of(text(hal::sam_request(0x11, 0xFF))) == "AAAAAA9669000311FFED");
  CHECK(hex_of(text(hal::sam_request(0x20, 0x01))) == "AAAAAA96690003200122");
  CHECK(hex_of(text(hal::sam_request(0x20, 0x02))) == "AAAAAA96690003200221");
  CHECK(hex_of(text(hal::sam_request(0x30, 0x01))) == "AAAAAA96690003300132");
}

TEST_CASE("sam frame: replies are found between noise, and damaged ones are told", "[hal]") {
  using Found = std::vector<std::string>;
  CHECK(frames_in("AAAAAA96690004000090 94") == Found{"90 0"});
  CHECK(frames_in("AAAAAA966900080000 9F 00000000 97") == Found{"9F 4"});
  CHECK(frames_in("AAAAAAAAAA96690004000080 84") == Found{"80 0"});
  CHECK(frames_in("00FFAA96 AAAAAA9669 0004 0000 80 84 55 AAAAAA9669 0004 0000 90 94") ==
        Found{"80 0", "90 0"});
  CHECK(frames_in("AAAAAA96690004000090 95") == Found{"corrupt"});
  CHECK(frames_in("AAAAAA9669FFFF 00 AAAAAA96690004000090 94") == Found{"corrupt", "90 0"});
  CHECK(frames_in("AAAAAA96690003") == Found{"corrupt"});
  CHECK(frames_in("AAAAAA966900040000").empty());
}

TEST_CASE("sam card: lengths, dates and kinds that cannot be are refused", "[hal]") {
  const auto card = sim::parse_card(
      R"({"kind":"resident","name":"测试员","sex":"2","nation":"01","born":"19490307","address":"某地",)"
      R"("number":"210904194903070002","authority":"某局","from":"20200101","to":"长期"})");
  REQUIRE(card);
  std::vector<std::uint8_t> data{1, 0, 0, 0};
  data.insert(data.end(), card->text.begin(), card->text.end());
  const auto read = hal::parse_card(data);
  REQUIRE(read);
  CHECK(read->name.reveal() == "测试员");
  CHECK(read->number.reveal() == "210904194903070002");
  CHECK(read->born == std::chrono::year{1949} / 3 / 7);
  SECTION("cut short") {
    data.pop_back();
    CHECK(hal::parse_card(data).error().code == Code::corrupt);
  }
  SECTION("photo missing that was promised") {
    data[2] = 4;
    CHECK(hal::parse_card(data).error().code == Code::corrupt);
  }
  SECTION("30 February") {
    data[4 + 36 + 8] = '0';
    data[4 + 36 + 10] = '2';
    data[4 + 36 + 12] = '3';
    data[4 + 36 + 14] = '0';
    CHECK(hal::parse_card(data).error().code == Code::corrupt);
  }
  SECTION("a kind nobody told us of") {
    data[4 + 248] = 'Q';
    CHECK(hal::parse_card(data).error().code == Code::unsupported);
  }
}

TEST_CASE("escpos status: each bit has its reason", "[hal]") {
  using Reasons = std::set<Reason>;
  CHECK(hal::reasons_of(2, 0x12, false).empty());
  CHECK(hal::reasons_of(2, 0x16, false) == Reasons{Reason::cover_open});
  CHECK(hal::reasons_of(2, 0x32, false) == Reasons{Reason::paper_end});
  CHECK(hal::reasons_of(3, 0x1A, false) == Reasons{Reason::cutter_error});
  CHECK(hal::reasons_of(3, 0x32, false) == Reasons{Reason::hardware});
  CHECK(hal::reasons_of(3, 0x52, false) == Reasons{Reason::head_hot});
  CHECK(hal::reasons_of(3, 0x16, false).empty());
  CHECK(hal::reasons_of(3, 0x16, true) == Reasons{Reason::paper_jam});
  CHECK(hal::reasons_of(4, 0x1E, false) == Reasons{Reason::paper_near_end});
  CHECK(hal::reasons_of(4, 0x7E, false) == Reasons{Reason::paper_near_end, Reason::paper_end});
}

TEST_CASE("escpos status: answers of three kinds in one stream are told apart", "[hal]") {
  const auto answers = answers_in("12 18000F00 00 11 5F 58503830 00 03 38 12 16");
  REQUIRE(answers.size() == 6);
  CHECK(std::get<hal::RealTimeAnswer>(answers[0]).byte == 0x12);
  CHECK(std::get<hal::AutomaticStatus>(answers[1]) ==
        hal::AutomaticStatus{true, {Reason::paper_near_end, Reason::paper_end}});
  CHECK(std::get<hal::InOrderAnswer>(answers[2]).byte == 0);
  CHECK(std::get<hal::InOrderAnswer>(answers[3]).byte == 3);
  // An automatic status that a real-time answer came into: the answer counts.
  CHECK(std::get<hal::RealTimeAnswer>(answers[4]).byte == 0x12);
  CHECK(std::get<hal::RealTimeAnswer>(answers[5]).byte == 0x16);
  // A text that rubbish began never swallows what the printer answers next.
  const auto after = answers_in("5F 58 12");
  REQUIRE(after.size() == 1);
  CHECK(std::get<hal::RealTimeAnswer>(after[0]).byte == 0x12);
}

TEST_CASE("escpos status: what comes into an automatic status makes no word about a job of it", "[hal]") {
  const hal::AutomaticStatus no_paper{true, {Reason::paper_end}};
  const auto xoff = answers_in("18 13 00 0C 00");
  REQUIRE(xoff.size() == 1);
  CHECK(std::get<hal::AutomaticStatus>(xoff[0]) == no_paper);
  const auto asked = answers_in("18 00 12 0C 00");
  REQUIRE(asked.size() == 2);
  CHECK(std::get<hal::RealTimeAnswer>(asked[0]).byte == 0x12);
  CHECK(std::get<hal::AutomaticStatus>(asked[1]) == no_paper);
  CHECK(answers_in("18 00 8C 00").empty());  // a byte of it is damaged
  const auto again = answers_in("18 00 18 00 0C 00");
  REQUIRE(again.size() == 1);
  CHECK(std::get<hal::AutomaticStatus>(again[0]) == no_paper);
}

TEST_CASE("escpos encoder: two-byte GB18030, or drawn", "[hal]") {
  CHECK(hex_of(*hal::to_two_byte_gb18030("啊A")) == "B0A141");
  CHECK(hal::to_two_byte_gb18030("㐂").error().code == Code::unsupported);
  CHECK(hal::to_two_byte_gb18030("𠮷").error().code == Code::unsupported);
}

TEST_CASE("escpos encoder: lines break at the paper's edge, and controls never get there", "[hal]") {
  using Lines = std::vector<std::string>;
  CHECK(hal::slip_lines("一二三四五", 4) == Lines{"一二", "三四", "五"});
  CHECK(hal::slip_lines("ab一c", 3) == Lines{"ab", "一c"});
  CHECK(hal::slip_lines("a\x1B@\x1D\nb", 10) == Lines{"a@", "b"});
  CHECK(hal::slip_lines("a\u202Eb", 10) == Lines{"ab"});
}

TEST_CASE("port: a bell ends one wait, not every one after it", "[hal]") {
  std::array<int, 2> both{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM, 0, both.data()) == 0);
  const hal::Wake wake;
  const auto port = hal::port_over(both[0], wake);
  std::array<std::uint8_t, 8> bytes{};
  const SystemClock clock;
  wake.ring();
  CHECK(*port->read(bytes, Milliseconds{60'000}) == 0);
  const Milliseconds before = clock.mono();
  CHECK(*port->read(bytes, Milliseconds{60}) == 0);
  CHECK(clock.mono() - before >= Milliseconds{50});
  ::close(both[1]);
  CHECK(port->read(bytes, Milliseconds{60'000}).error().code == Code::unavailable);
}

TEST_CASE("codes: what we draw can be read, also turned round, inverted or small", "[hal]") {
  const std::string said = "YZ1T.20261123.A012.x7Kq";
  const auto code = hal::make_qr(said);
  REQUIRE(code);
  const bool is_inverted = GENERATE(false, true);
  const int module_px = GENERATE(2, 3, 8);
  INFO("inverted " << is_inverted << ", " << module_px << " px a module");
  constexpr int quiet = 4;
  const int side = (code->width + 2 * quiet) * module_px;
  hal::GreyPicture grey{side, side, {}};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int column = x / module_px - quiet;
      const int row = y / module_px - quiet;
      const bool is_inside = column >= 0 && row >= 0 && column < code->width && row < code->height;
      const bool is_black = is_inside && code->at(column, row);
      grey.dots.push_back(is_black != is_inverted ? 0 : 255);
    }
  }
  const auto read = hal::read_code(hal::view_of(grey), hal::Effort::thorough, SystemClock());
  REQUIRE(read);
  CHECK(read->text == said);
  CHECK(hal::make_qr("").error().code == Code::invalid);
}

TEST_CASE("camera frame: only whole binary PGM of a sane size", "[hal]") {
  const auto parse = [](const std::string& file) {
    return hal::parse_pgm({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  };
  const auto frame = parse("P5\n# a camera\n2 3\n255\nabcdef");
  REQUIRE(frame);
  CHECK(frame->width == 2);
  CHECK(frame->dots == std::vector<std::uint8_t>{'a', 'b', 'c', 'd', 'e', 'f'});
  for (const char* bad : {"", "P5", "P2\n1 1\n255\n0", "P5\n2 3\n255\nabcde", "P5\n2 3\n65535\nabcdefabcdef",
                          "P5\n99999 99999\n255\n", "P5\n0 1\n255\n", "P5\n-1 1\n255\nx"}) {
    INFO(bad);
    CHECK_FALSE(parse(bad));
  }
}

TEST_CASE("configuration: a port or a driver that is wrong is told with what is allowed", "[hal]") {
  CHECK(hal::parse_port("tcp:127.0.0.1:9100")->number == 9'100);
  CHECK(hal::parse_port("serial:/dev/ttyS0@115200")->path == "/dev/ttyS0");
  CHECK(hal::parse_port("usb-printer:/dev/usb/lp0")->kind == hal::PortConfig::Kind::usb_printer);
  for (const char* bad : {"", "tcp", "tcp:", "tcp:host", "tcp:host:0", "tcp:host:70000", "tcp::1",
                          "serial:/dev/x", "serial:/dev/x@fast", "serial:/dev/x@14400", "lpt:1"}) {
    INFO(bad);
    REQUIRE_FALSE(hal::parse_port(bad));
    CHECK(hal::parse_port(bad).error().what.find("tcp:HOST:PORT") != std::string::npos);
  }
  hal::DeviceConfig config{hal::DeviceId{"x"}, hal::DeviceClass::printer, "laser",
                           *hal::parse_port("tcp:a:1"), ""};
  CHECK(hal::find_driver(config).error().what.find("escpos") != std::string::npos);
  config.driver = "escpos";
  CHECK(hal::find_driver(config));
  config.port.kind = hal::PortConfig::Kind::frames;
  CHECK(hal::find_driver(config).error().what.find("usb-printer") != std::string::npos);
}

}  // namespace yz::test
