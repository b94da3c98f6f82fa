// Scanners on USB as the kernel shows them: this program starts itself again under umockdev-run, which makes
// the nodes under /dev, what udev tells of them, and answers reads, EVIOCGRAB and HIDIOCGRDESC in the
// kernel's place.
#include <linux/input.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>

#include "tests/hal/drivers/hid_pos_bytes.h"
#include "tests/hal/drivers/one_device.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

using hal::CodeScanned;
using hal::DeviceClass;
using hal::DeviceState;

namespace {

constexpr int repeats = 40;  // half a second apart: the test arms when it is ready, then one of them counts
constexpr std::size_t tries = 10;
constexpr Milliseconds half_second{500};
constexpr Milliseconds inside_time{60'000};

std::string node_description(const std::string& below, const std::string& node,
                             const std::string& subsystem) {
  return "P: /devices/usb1/1-1\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nA: idVendor=0c2e\nA: "
         "idProduct=0b61\n"
         "A: manufacturer=Maker\nA: product=Model\n\n"
         "P: /devices/usb1/1-1/" +
         below + "\nN: " + node + "\nE: DEVNAME=/dev/" + node + "\nE: SUBSYSTEM=" + subsystem + "\n\n";
}

/// An evemu recording in which `keys` are typed again and again.
std::string recording(const std::vector<int>& keys) {
  std::string lines;
  int at_ms = 0;
  const auto line = [&](int type, int code, int value) {
    std::array<char, 64> text{};
    (void)std::snprintf(text.data(), text.size(), "E: %d.%06d %04x %04x %d\n", at_ms / 1'000,
                        at_ms % 1'000 * 1'000, static_cast<unsigned>(type), static_cast<unsigned>(code),
                        value);
    lines += text.data();
  };
  for (int i = 0; i < repeats; ++i) {
    at_ms = (i + 1) * static_cast<int>(half_second.count());
    for (const int key : keys) {
      const bool is_shifted = key == KEY_Y || key == KEY_Z;
      if (is_shifted) line(EV_KEY, KEY_LEFTSHIFT, 1);
      line(EV_KEY, key, 1);
      line(EV_SYN, SYN_REPORT, 0);
      at_ms += 2;
      line(EV_KEY, key, 0);
      if (is_shifted) line(EV_KEY, KEY_LEFTSHIFT, 0);
      line(EV_SYN, SYN_REPORT, 0);
    }
  }
  return lines;
}

/// A dialogue in which the client reads `reports` again and again; umockdev writes control characters as ^X.
std::string dialogue(const std::vector<std::vector<std::uint8_t>>& reports) {
  std::string lines;
  for (int i = 0; i < repeats; ++i) {
    for (const auto& report : reports) {
      lines += "r " + std::to_string(half_second.count()) + ' ';
      for (const std::uint8_t byte : report) {
        if (byte == '^') {
          lines += "^`";
        } else if (byte <= ' ') {
          lines += '^';
          lines += static_cast<char>(byte + 64);
        } else {
          lines += static_cast<char>(byte);
        }
      }
      lines += '\n';
    }
  }
  return lines;
}

/// Runs the hidden case of that name in this very program, with the devices there.
void run_inside(const std::string& name, std::vector<std::string> devices) {
  std::vector<std::string> command{"umockdev-run"};
  command.insert(command.end(), devices.begin(), devices.end());
  for (const char* part : {"--", "/proc/self/exe"}) command.emplace_back(part);
  command[command.size() - 1] = std::filesystem::read_symlink("/proc/self/exe").string();
  command.push_back(name);
  const TempDir folder;
  const auto ran =
      run_program({.command = command,
                   // The preloaded library stands before the sanitizer's, which else refuses to start.
                   .environment = {"ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0"},
                   .output = folder.path() / "output"},
                  inside_time);
  REQUIRE(ran);
  INFO(ran->output << ran->errors);
  CHECK(ran->ended.status == 0);
}

std::string write(const TempDir& folder, const std::string& name, const std::string& text) {
  const auto path = folder.path() / name;
  REQUIRE(write_file(path, text));
  return path.string();
}

}  // namespace

TEST_CASE("hid keyboard scanner: found on USB, grabbed, read", "[hal]") {
  const TempDir folder;
  const auto device =
      write(folder, "device", node_description("input/input5/event5", "input/event5", "input"));
  const auto events = write(folder, "events", recording({KEY_Y, KEY_Z, KEY_1, KEY_DOT, KEY_A, KEY_ENTER}));
  run_inside("inside: keyboard scanner",
             {"--device=" + device, "--evemu-events=/dev/input/event5=" + events});
}

TEST_CASE("inside: keyboard scanner", "[.inside]") {
  OneDevice scanner(DeviceClass::scanner, "hid-keyboard-scanner", "input:usb:0C2E:0B61");
  REQUIRE(scanner.becomes(DeviceState::ready));
  // On a busy machine umockdev now and then types slower than a scanner, and the end of a code comes alone.
  std::string text;
  for (std::size_t i = 1; i <= tries && text != "YZ1.a"; ++i) {
    scanner.devices().arm(DeviceClass::scanner);
    text = scanner.nth<CodeScanned>(i).text;
  }
  CHECK(text == "YZ1.a");
  scanner.devices().disarm(DeviceClass::scanner);
}

TEST_CASE("hid pos scanner: its descriptor is read, and a code in two reports", "[hal]") {
  const TempDir folder;
  const auto device =
      write(folder, "device", node_description("0003:0C2E:0B61.0001/hidraw/hidraw3", "hidraw3", "hidraw"));
  const auto calls = write(folder, "calls", hid_pos_calls("/dev/hidraw3"));
  const auto reports =
      write(folder, "reports",
            dialogue({hid_pos_report(std::string(56, 'a'), true), hid_pos_report("\xE5\xA5\xBD^", false)}));
  run_inside("inside: pos scanner",
             {"--device=" + device, "--ioctl=/dev/hidraw3=" + calls, "--script=/dev/hidraw3=" + reports});
}

TEST_CASE("inside: pos scanner", "[.inside]") {
  OneDevice scanner(DeviceClass::scanner, "hid-pos-scanner", "hidraw:usb:0C2E:0B61");
  REQUIRE(scanner.becomes(DeviceState::ready));
  scanner.devices().arm(DeviceClass::scanner);
  CHECK(scanner.nth<CodeScanned>(1).text.ends_with("\xE5\xA5\xBD^"));
}

TEST_CASE("hid scanners: what is not plugged in is absent", "[hal]") {
  OneDevice keyboard(DeviceClass::scanner, "hid-keyboard-scanner", "input:/dev/input/none");
  OneDevice pos(DeviceClass::scanner, "hid-pos-scanner", "hidraw:usb:FFFF:FFFE");
  CHECK(keyboard.becomes(DeviceState::absent));
  CHECK(pos.becomes(DeviceState::absent));
}

}  // namespace yz::test
