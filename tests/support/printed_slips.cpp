#include "tests/support/printed_slips.h"

#include <algorithm>
#include <sstream>
#include <system_error>

#include "tests/support/process.h"

namespace yz::test {

namespace {

std::string code_after(const std::vector<std::string>& codes, const char* prefix) {
  for (const std::string& code : codes) {
    const auto at = code.find(prefix);
    if (at != std::string::npos) return code.substr(at);
  }
  return {};
}

}  // namespace

std::string PrintedSlip::ticket_code() const {
  return code_after(codes, "YZ1T.");
}

std::string PrintedSlip::wish_code() const {
  return code_after(codes, "YZ1W.");
}

std::string PrintedSlip::lesson_code() const {
  return code_after(codes, "YZ1L.");
}

std::optional<SlipCode> PrintedSlip::parts() const {
  std::istringstream whole(ticket_code());
  std::string mark;
  SlipCode code;
  std::getline(whole, mark, '.');
  std::getline(whole, code.day, '.');
  std::getline(whole, code.label, '.');
  std::getline(whole, code.secret);
  if (code.secret.empty()) return std::nullopt;
  return code;
}

std::vector<PrintedSlip> read_slips(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code gone;  // a folder that does not exist yet has no slips
  for (const auto& entry : std::filesystem::directory_iterator(folder, gone)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("slip-", 0) == 0 && entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<PrintedSlip> slips;
  for (const auto& file : files) {
    PrintedSlip slip{std::filesystem::path(file).replace_extension(".png"), read_file(file), {}};
    std::istringstream lines(slip.text);
    for (std::string line; std::getline(lines, line);) {
      if (line.rfind("QR: ", 0) == 0) slip.codes.push_back(line.substr(4));
    }
    slips.push_back(std::move(slip));
  }
  return slips;
}

}  // namespace yz::test
