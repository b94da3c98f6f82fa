#include "tests/hal/sim/sim_device.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <utility>

namespace yz::test {

SimDevice::SimDevice(const std::string& kind, std::vector<std::string> arguments,
                     std::vector<std::string> before) {
  std::vector<std::string> command = std::move(before);
  command.insert(command.end(), {YZ_SIM, kind, "--control", (folder_.path() / "control").string()});
  for (std::string& argument : arguments) {
    if (!argument.empty() && argument[0] == '@') argument.replace(0, 1, folder_.path().string());
    command.push_back(argument);
  }
  auto process = Process::start({.command = command, .output = folder_.path() / "output"});
  REQUIRE(process);
  process_ = *std::move(process);
  const auto ready = process_->wait_ready(wire_wait);
  INFO(process_->tail());
  REQUIRE(ready);
  where_ = *ready;
}

std::string SimDevice::tell(const std::string& command) {
  const auto answer = SimControl(folder_.path() / "control").command(command);
  INFO(command << ": " << (answer ? "" : answer.error().what));
  REQUIRE(answer);
  return *answer;
}

std::string SimDevice::refuses(const std::string& command) {
  const auto answer = SimControl(folder_.path() / "control").command(command);
  INFO(command);
  REQUIRE_FALSE(answer);
  return answer.error().what;
}

std::string bytes_of_hex(const std::string& hex) {
  std::string bytes;
  std::string pair;
  for (const char c : hex) {
    if (c == ' ') continue;
    pair += c;
    if (pair.size() < 2) continue;
    bytes += static_cast<char>(std::stoi(pair, nullptr, 16));
    pair.clear();
  }
  return bytes;
}

std::string hex_of(const std::string& bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

}  // namespace yz::test
