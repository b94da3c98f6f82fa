// What scanners send, byte by byte, without a device.
#include <linux/input.h>

#include <catch2/catch_test_macros.hpp>
#include <cstring>

#include "hal/code_delivery.h"
#include "hal/drivers/hid_pos.h"
#include "hal/drivers/key_lines.h"
#include "hal/drivers/scan_lines.h"
#include "tests/hal/drivers/hid_pos_bytes.h"

namespace yz::test {

using hal::KeyEvent;
using hal::ScanLine;

namespace {

std::vector<std::string> lines_of(hal::ScanLines& lines, const std::string& bytes) {
  std::vector<std::string> found;
  for (const char c : bytes) {
    if (const auto line = lines.take(static_cast<std::uint8_t>(c)))
      found.push_back(line->too_long ? "too long" : line->text);
  }
  return found;
}

using Strings = std::vector<std::string>;

/// A scanner's typing: each key goes down and up, three milliseconds apart.
class Typist {
 public:
  explicit Typist(hal::KeyLines& lines) : lines_(lines) {}
  void press(std::uint16_t key, bool shifted = false, std::uint16_t shift = KEY_LEFTSHIFT) {
    if (shifted) take(EV_KEY, shift, 1);
    take(EV_KEY, key, 1);
    take(EV_KEY, key, 0);
    if (shifted) take(EV_KEY, shift, 0);
  }
  void take(std::uint16_t type, std::uint16_t code, std::int32_t value) {
    constexpr Milliseconds pause{3};
    now_ += pause;
    if (auto line = lines_.take(KeyEvent{now_, type, code, value})) typed.push_back(*line);
  }
  void wait(Milliseconds time) { now_ += time; }

  std::vector<ScanLine> typed;

 private:
  hal::KeyLines& lines_;
  Milliseconds now_{1'000};
};

}  // namespace

TEST_CASE("scan lines: CR, LF, both; too long is told once; half a code", "[hal]") {
  hal::ScanLines lines;
  CHECK(lines_of(lines, "one\r\ntwo\rthree\n\n\n") == Strings{"one", "two", "three"});
  CHECK(lines_of(lines, std::string(hal::code_bytes_max, 'x')).empty());
  CHECK(lines_of(lines, "x") == Strings{"too long"});
  CHECK(lines_of(lines, std::string(100'000, 'x') + "\r\nnext\n") == Strings{"next"});
  CHECK(lines_of(lines, std::string(hal::code_bytes_max, 'y') + "\n") ==
        Strings{std::string(hal::code_bytes_max, 'y')});
  (void)lines.take('h');
  CHECK_FALSE(lines.is_empty());
  lines.drop();
  CHECK(lines.is_empty());
  CHECK(lines_of(lines, "i\n") == Strings{"i"});
}

TEST_CASE("recent codes: the same text counts again after two seconds, another at once", "[hal]") {
  hal::RecentCodes recent;
  using std::chrono::milliseconds;
  CHECK(recent.is_new("A012", milliseconds{10'000}));
  CHECK_FALSE(recent.is_new("A012", milliseconds{10'100}));
  CHECK(recent.is_new("A013", milliseconds{10'200}));
  CHECK_FALSE(recent.is_new("A012", milliseconds{11'999}));
  CHECK(recent.is_new("A012", milliseconds{12'000}));
  CHECK_FALSE(recent.is_new("A013", milliseconds{12'100}));
}

TEST_CASE("key lines: the US layout, both shifts, both enters", "[hal]") {
  hal::KeyLines lines;
  Typist typist(lines);
  typist.press(KEY_Y, true);
  typist.press(KEY_Z, true, KEY_RIGHTSHIFT);
  typist.press(KEY_1);
  typist.press(KEY_1, true);
  typist.press(KEY_DOT);
  typist.press(KEY_MINUS, true);
  typist.press(KEY_KP7);
  typist.press(KEY_GRAVE, true);
  typist.press(KEY_F1);  // types nothing
  typist.press(KEY_SLASH);
  typist.press(KEY_ENTER);
  typist.press(KEY_ENTER);  // an empty line is none
  typist.press(KEY_A);
  typist.press(KEY_KPENTER);
  REQUIRE(typist.typed.size() == 2);
  CHECK(typist.typed[0].text == "YZ1!._7~/");
  CHECK(typist.typed[1].text == "a");
}

TEST_CASE("key lines: the kernel's repeats, a pause, lost events and a flood", "[hal]") {
  hal::KeyLines lines;
  Typist typist(lines);
  SECTION("a repeat types nothing") {
    typist.take(EV_KEY, KEY_A, 1);
    typist.take(EV_KEY, KEY_A, 2);
    typist.press(KEY_ENTER);
    REQUIRE(typist.typed.size() == 1);
    CHECK(typist.typed[0].text == "a");
  }
  SECTION("what was begun before a pause is dropped") {
    typist.press(KEY_A);
    typist.wait(hal::key_gap_max + Milliseconds{1});
    typist.press(KEY_B);
    typist.press(KEY_ENTER);
    REQUIRE(typist.typed.size() == 1);
    CHECK(typist.typed[0].text == "b");
  }
  SECTION("a torn code is none, and a shift that was lost does not stay down") {
    typist.take(EV_KEY, KEY_LEFTSHIFT, 1);
    typist.press(KEY_A);
    typist.take(EV_SYN, SYN_DROPPED, 0);
    typist.press(KEY_B);  // its end, of which nobody knows how much is missing
    typist.press(KEY_ENTER);
    CHECK(typist.typed.empty());
    typist.press(KEY_C);
    typist.press(KEY_ENTER);
    REQUIRE(typist.typed.size() == 1);
    CHECK(typist.typed[0].text == "c");
  }
  SECTION("more than 4 KiB is told once") {
    for (std::size_t i = 0; i < 3 * hal::code_bytes_max; ++i) typist.press(KEY_7);
    typist.press(KEY_ENTER);
    REQUIRE(typist.typed.size() == 1);
    CHECK(typist.typed[0].too_long);
  }
}

TEST_CASE("key lines: events as the kernel lays them out", "[hal]") {
  hal::KeyLines lines;
  std::vector<ScanLine> found;
  for (const int key : {KEY_Q, KEY_R, KEY_ENTER}) {
    input_event event{};
    event.input_event_sec = 5;
    event.type = EV_KEY;
    event.code = static_cast<std::uint16_t>(key);
    event.value = 1;
    std::array<std::uint8_t, sizeof event> bytes{};
    std::memcpy(bytes.data(), &event, sizeof event);
    for (const std::uint8_t byte : bytes) {
      if (auto line = lines.take(byte)) found.push_back(*line);
    }
  }
  REQUIRE(found.size() == 1);
  CHECK(found[0].text == "qr");
}

TEST_CASE("hid pos: the fields are found by their usages", "[hal]") {
  const auto layout = hal::parse_hid_pos(hid_pos_descriptor());
  REQUIRE(layout);
  CHECK(layout->has_ids);
  REQUIRE(layout->reports.size() == 1);
  const hal::HidPosReport& report = layout->reports.at(hid_pos_report_id);
  CHECK(report.byte_count == hal::HidField{8, 8, 1});
  CHECK(report.data == hal::HidField{40, 8, 56});
  CHECK(report.continued == hal::HidField{488, 1, 1});
}

TEST_CASE("hid pos: one report, several, too many, and what is none", "[hal]") {
  const auto layout = hal::parse_hid_pos(hid_pos_descriptor());
  REQUIRE(layout);
  hal::HidPosReports reports(*layout);
  SECTION("a short code, any bytes, its line end stripped") {
    const auto scan = reports.take(hid_pos_report("\xE5\xA5\xBD A012\r", false));
    REQUIRE(scan);
    CHECK(scan->text == "\xE5\xA5\xBD A012");
  }
  SECTION("a long code comes in parts") {
    CHECK_FALSE(reports.take(hid_pos_report(std::string(56, 'a'), true)));
    const auto scan = reports.take(hid_pos_report("end", false));
    REQUIRE(scan);
    CHECK(scan->text == std::string(56, 'a') + "end");
  }
  SECTION("more than 4 KiB is told once, and the next code is read") {
    int told = 0;
    for (int i = 0; i < 200; ++i) {
      const auto scan = reports.take(hid_pos_report(std::string(56, 'a'), true));
      told += scan && scan->too_long ? 1 : 0;
    }
    CHECK(told == 1);
    CHECK_FALSE(reports.take(hid_pos_report("end", false)));
    CHECK(reports.take(hid_pos_report("next", false))->text == "next");
  }
  SECTION("another report, a short one and a lying count") {
    std::vector<std::uint8_t> other = hid_pos_report("x", false);
    other[0] = 7;
    CHECK_FALSE(reports.take(other));
    CHECK_FALSE(reports.take({}));
    std::vector<std::uint8_t> cut = hid_pos_report("abcdef", false);
    cut.resize(8);
    CHECK(reports.take(cut)->text == "abc");
    std::vector<std::uint8_t> lying = hid_pos_report(std::string(56, 'b'), false);
    lying[1] = 255;
    CHECK(reports.take(lying)->text == std::string(56, 'b'));
  }
  SECTION("what never went on is dropped") {
    CHECK_FALSE(reports.take(hid_pos_report("half", true)));
    reports.drop();
    CHECK(reports.take(hid_pos_report("whole", false))->text == "whole");
  }
}

TEST_CASE("hid pos: without ids, without a count, and descriptors that cannot be", "[hal]") {
  // Decoded data of four bytes, nothing else.
  const std::vector<std::uint8_t> bare{0x06, 0x8C, 0x00, 0x75, 0x08, 0x95, 0x04, 0x09, 0xFE, 0x81, 0x02};
  const auto layout = hal::parse_hid_pos(bare);
  REQUIRE(layout);
  CHECK_FALSE(layout->has_ids);
  hal::HidPosReports reports(*layout);
  const std::vector<std::uint8_t> report{'a', 'b', 0, 0};
  CHECK(reports.take(report)->text == "ab");

  std::vector<std::uint8_t> cut = bare;
  cut[cut.size() - 2] = 0x83;  // claims four bytes of value
  CHECK(hal::parse_hid_pos(cut).error().code == Code::corrupt);
  CHECK(hal::parse_hid_pos(std::vector<std::uint8_t>{0xB4}).error().code == Code::corrupt);  // pop of nothing
  const std::vector<std::uint8_t> endless{0x77, 0xFF, 0xFF, 0xFF, 0xFF};
  CHECK(hal::parse_hid_pos(endless).error().code == Code::corrupt);
  const std::vector<std::uint8_t> mouse{0x05, 0x01, 0x09, 0x30, 0x75, 0x08, 0x95, 0x01, 0x81, 0x06};
  CHECK(hal::parse_hid_pos(mouse).error().code == Code::unsupported);
  CHECK(hal::parse_hid_pos({}).error().code == Code::unsupported);
}

}  // namespace yz::test
