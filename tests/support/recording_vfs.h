// A SQLite file system that writes down everything done to the files below it, and rebuilds what a disk could
// hold after a power cut at any point: synced data whole; what was not yet synced kept, lost, or torn into
// 512-byte sectors.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace yz::test {

class RecordingVfs {
 public:
  RecordingVfs();
  ~RecordingVfs();
  RecordingVfs(const RecordingVfs&) = delete;
  RecordingVfs& operator=(const RecordingVfs&) = delete;

  /// For sqlite3_open_v2; lives as long as this object.
  [[nodiscard]] const char* name() const { return name_.c_str(); }

  enum class Kind { write, truncate, sync, remove, acknowledge };
  struct Entry {
    Kind kind{};
    std::string file;       // file name without folder
    std::int64_t offset{};  // of a write; new size of a truncate
    std::string bytes;      // of a write; what was acknowledged
  };
  /// The test tells what it was promised.
  void acknowledge(const std::string& what);
  [[nodiscard]] const std::vector<Entry>& log() const { return log_; }

  /// What was acknowledged before point `at` (an index into the log).
  [[nodiscard]] std::vector<std::string> acknowledged(std::size_t at) const;
  /// Writes the files as a power cut at point `at` could have left them.
  void write_image(std::size_t at, std::mt19937_64& dice, const std::filesystem::path& folder) const;

  void record(Entry entry) { log_.push_back(std::move(entry)); }

 private:
  struct Registration;
  std::string name_;
  std::unique_ptr<Registration> registration_;
  std::vector<Entry> log_;
};

}  // namespace yz::test
