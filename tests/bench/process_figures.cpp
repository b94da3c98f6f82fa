#include "tests/bench/process_figures.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include "tests/support/process.h"

namespace yz::bench {

namespace {

std::string proc(pid_t pid, const char* name) {
  return test::read_file("/proc/" + std::to_string(pid) + "/" + name);
}

/// The number behind `key` in a file of "Key:   123 kB" lines, in MiB; 0 if it is not there.
double field_mib(const std::string& text, const std::string& key) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(key, 0) == 0) return std::strtod(line.c_str() + key.size(), nullptr) / 1024.0;
  }
  return 0;
}

/// The fields of /proc/PID/stat behind the command's name, which may itself hold blanks and brackets.
std::vector<std::string> stat_fields(pid_t pid) {
  const std::string text = proc(pid, "stat");
  const auto at = text.rfind(')');
  std::vector<std::string> fields;
  if (at == std::string::npos) return fields;
  std::istringstream rest(text.substr(at + 1));
  for (std::string field; rest >> field;) fields.push_back(field);
  return fields;
}

std::multimap<pid_t, pid_t> children() {
  std::multimap<pid_t, pid_t> of;
  std::error_code gone;  // processes come and go while we read
  for (const auto& entry : std::filesystem::directory_iterator("/proc", gone)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    const pid_t pid = std::stoi(name);
    const auto fields = stat_fields(pid);
    if (fields.size() > 1) of.emplace(std::stoi(fields[1]), pid);
  }
  return of;
}

double add_tree(pid_t pid, const std::multimap<pid_t, pid_t>& of) {
  double sum = field_mib(proc(pid, "smaps_rollup"), "Pss:");
  const auto [begin, end] = of.equal_range(pid);
  for (auto at = begin; at != end; ++at) sum += add_tree(at->second, of);
  return sum;
}

}  // namespace

double resident_mib(pid_t pid) {
  return field_mib(proc(pid, "status"), "VmRSS:");
}

double tree_proportional_mib(pid_t pid) {
  return add_tree(pid, children());
}

double cpu_ms(pid_t pid) {
  const auto fields = stat_fields(pid);
  if (fields.size() < 13) return 0;
  const double ticks = std::stod(fields[11]) + std::stod(fields[12]);
  return ticks * 1000.0 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace yz::bench
