// How the ID-card module's frames travel over USB, both ways, against the virtual module's own bytes.
#include "hal/drivers/sam_packets.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "hal/drivers/sam_frame.h"
#include "hal/drivers/sam_ports.h"
#include "hal/sim/sam_module.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/hal/drivers/sam_reports.h"
#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

std::span<const std::uint8_t> bytes_in(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
std::string text_of(std::span<const std::uint8_t> bytes) {
  return {bytes.begin(), bytes.end()};
}

std::string request(std::uint8_t command, std::uint8_t parameter) {
  return text_of(hal::sam_request(command, parameter));
}

/// What the module answers to find, select and read, one frame after the other.
std::vector<std::string> answers_of_a_reading() {
  const auto card = sim::parse_card(
      R"({"kind":"resident","name":"测试员","sex":"2","nation":"01","born":"19490307","address":"某地",)"
      R"("number":"210904194903070002","authority":"某局","from":"20200101","to":"长期"})");
  REQUIRE(card);
  sim::SamModule module;
  module.place(*card);
  std::vector<std::string> answers;
  for (const auto& asked : {request(0x20, 0x01), request(0x20, 0x02), request(0x30, 0x01)})
    for (const std::string& answer : module.receive(asked)) answers.push_back(answer);
  REQUIRE(answers.size() == 3);
  return answers;
}

/// Frames that a stream of bytes has, by the sizes of their data.
std::vector<std::size_t> frames_in(const std::string& bytes) {
  hal::SamFrames frames;
  std::vector<std::size_t> sizes;
  for (const char byte : bytes) {
    const auto frame = frames.take(static_cast<std::uint8_t>(byte));
    if (frame && *frame) sizes.push_back((*frame)->data.size());
  }
  return sizes;
}

/// Two ends of reports: each send is one of them, as on a raw HID node.
struct Reports {
  Reports() {
    std::array<int, 2> both{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, both.data()) == 0);
    reader = both[1];
    port = hal::sam_port_over_reports(hal::port_over(both[0], wake));
  }
  ~Reports() { ::close(reader); }
  Reports(const Reports&) = delete;
  Reports& operator=(const Reports&) = delete;

  void send(const std::string& report) const {
    REQUIRE(::send(reader, report.data(), report.size(), 0) == static_cast<ssize_t>(report.size()));
  }
  [[nodiscard]] std::string receive() const {
    std::array<char, 2 * report_bytes> report{};
    const ssize_t count = ::recv(reader, report.data(), report.size(), 0);
    REQUIRE(count > 0);
    return {report.data(), static_cast<std::size_t>(count)};
  }
  /// Until nothing more waits.
  std::string read_all(std::size_t at_once) {
    std::string all;
    std::vector<std::uint8_t> into(at_once);
    for (int nothing = 0; nothing < 2;) {
      const auto count = port->read(into, Milliseconds{0});
      REQUIRE(count);
      nothing = *count == 0 ? nothing + 1 : 0;
      all += text_of(std::span(into).first(*count));
    }
    return all;
  }

  hal::Wake wake;
  int reader{-1};
  std::unique_ptr<hal::Port> port;
};

}  // namespace

TEST_CASE("sam hid: a request is one report with its length and sum", "[hal]") {
  const auto report = hal::sam_hid_request(hal::sam_request(0x20, 0x01));
  REQUIRE(report);
  const std::string text = text_of(*report);
  CHECK(hex_of(text.substr(0, 16)) == "8800000B00B1" + hex_of(request(0x20, 0x01)));
  CHECK(text.find_first_not_of('\0', 18) == std::string::npos);
  CHECK(frame_of(text) == request(0x20, 0x01));  // by its sum, too
  CHECK(hal::sam_hid_request(std::vector<std::uint8_t>(56, 0xFF)));
  CHECK(hal::sam_hid_request(std::vector<std::uint8_t>(57, 0xFF)).error().code == Code::full);
}

TEST_CASE("sam hid: a reply's reports give its frame back", "[hal]") {
  for (const std::string& answer : answers_of_a_reading()) {
    std::string frame;
    for (const std::string& report : reports_of(answer)) {
      const auto part = hal::sam_hid_reply(bytes_in(report));
      REQUIRE(part);
      frame += text_of(*part);
    }
    CHECK(frame == answer);
  }
}

TEST_CASE("sam hid: what is no reply, short or damaged is refused", "[hal]") {
  const std::string good = reports_of(answers_of_a_reading().back()).front();
  REQUIRE(hal::sam_hid_reply(bytes_in(good)));
  const auto refused = [](const std::string& report) {
    const auto part = hal::sam_hid_reply(bytes_in(report));
    return !part && part.error().code == Code::corrupt;
  };
  for (std::size_t size = 0; size < good.size(); ++size) CHECK(refused(good.substr(0, size)));
  for (const std::size_t at : {0U, 3U, 4U, 5U, 30U, 61U, 62U, 63U}) {
    std::string damaged = good;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
    INFO(at);
    CHECK(refused(damaged));
  }
  CHECK(refused(report_with('\x88', std::string(3, '\0'))));
  CHECK(refused(report_with('\xAA', "")));
  // Whole, but with nothing of a frame.
  for (const std::size_t size : {1U, 2U, 3U}) {
    const std::string report = report_with('\xAA', std::string(size, '\0'));
    REQUIRE(hal::sam_hid_reply(bytes_in(report)));
    CHECK(hal::sam_hid_reply(bytes_in(report))->empty());
  }
}

TEST_CASE("sam hid port: frames go in and out as on a line, in pieces of any size", "[hal]") {
  Reports reports;
  const auto asked = hal::sam_request(0x30, 0x01);
  REQUIRE(reports.port->write(asked, wire_wait) == asked.size());
  const std::string sent = reports.receive();
  REQUIRE(sent.size() == report_bytes + 1);  // the kernel takes the id off
  CHECK(sent[0] == '\0');
  CHECK(frame_of(sent.substr(1)) == text_of(asked));

  const std::string answer = answers_of_a_reading().back();
  for (const std::string& report : reports_of(answer)) reports.send(report);
  const std::size_t at_once = GENERATE(1U, 7U, 54U, 256U);
  CHECK(reports.read_all(at_once) == answer);
}

TEST_CASE("sam hid port: a damaged report costs its frame, not the next one", "[hal]") {
  Reports reports;
  const auto answers = answers_of_a_reading();
  auto damaged = reports_of(answers.back());
  damaged.at(3)[20] = static_cast<char>(damaged.at(3)[20] ^ 1);
  for (const std::string& report : damaged) reports.send(report);
  reports.send("short");
  std::array<std::uint8_t, 16> some{};
  REQUIRE(reports.port->read(some, wire_wait) == some.size());
  reports.port->drop_input();
  for (const std::string& report : reports_of(answers.front())) reports.send(report);
  CHECK(reports.read_all(256) == answers.front());
}

TEST_CASE("sam hid port: who hangs up is told", "[hal]") {
  Reports reports;
  REQUIRE(::shutdown(reports.reader, SHUT_RDWR) == 0);
  std::array<std::uint8_t, 16> some{};
  CHECK(reports.port->read(some, wire_wait).error().code == Code::unavailable);
}

TEST_CASE("sam pipes: heads and bodies of replies come in turn, padding is left out", "[hal]") {
  const std::size_t packet = GENERATE(1U, 8U, 64U, 512U);
  const bool is_padded = GENERATE(false, true);
  hal::SamPipes pipes;
  std::string frames;
  const auto come = [&](const std::string& part, hal::SamPipe from) {
    for (std::size_t at = 0; at < part.size(); at += packet) {
      std::string bytes = part.substr(at, packet);
      if (is_padded) bytes.resize(packet);
      REQUIRE(pipes.next() == from);
      frames += text_of(pipes.take(bytes_in(bytes)));
    }
  };
  std::string expected;
  for (const std::string& answer : answers_of_a_reading()) {
    come(answer.substr(0, hal::sam_head_bytes), hal::SamPipe::head);
    come(answer.substr(hal::sam_head_bytes), hal::SamPipe::body);
    expected += answer;
  }
  CHECK(frames == expected);
  CHECK(pipes.next() == hal::SamPipe::head);
}

TEST_CASE("sam pipes: noise before a head is let pass, and a dropped reply is forgotten", "[hal]") {
  const auto answers = answers_of_a_reading();
  const std::string head = answers.back().substr(0, hal::sam_head_bytes);
  hal::SamPipes pipes;
  (void)pipes.take(bytes_in("\x55\xAA\x96"));
  (void)pipes.take(bytes_in("\xAA\xAA" + head));
  CHECK(pipes.next() == hal::SamPipe::body);
  (void)pipes.take(bytes_in(std::string(100, 'x')));
  CHECK(pipes.next() == hal::SamPipe::body);
  pipes.drop();
  CHECK(pipes.next() == hal::SamPipe::head);
  std::string all = text_of(pipes.take(bytes_in(head)));
  all += text_of(pipes.take(bytes_in(answers.back().substr(hal::sam_head_bytes))));
  CHECK(frames_in(all) == std::vector<std::size_t>{1'284});
}

TEST_CASE("id reader over usb: what is not plugged in is absent", "[hal]") {
  OneDevice hid(hal::DeviceClass::id_reader, "sam-id-reader", "hidraw:usb:FFFF:FFFE", "miaxis-hid");
  OneDevice pair(hal::DeviceClass::id_reader, "sam-id-reader", "usb:FFFF:FFFE");
  OneDevice split(hal::DeviceClass::id_reader, "sam-id-reader", "usb:FFFF:FFFE:1", "usb-module");
  CHECK(hid.becomes(hal::DeviceState::absent));
  CHECK(pair.becomes(hal::DeviceState::absent));
  CHECK(split.becomes(hal::DeviceState::absent));
}

}  // namespace yz::test
