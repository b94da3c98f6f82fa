// One file's way to the hub by tus 1.0.0 (docs/formats/device-api.md, "Uploads"): what to ask next, and what
// to make of the answer. Knows no network; the sync worker carries the requests. Sync thread only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "offline-cache/http.h"

namespace yz::cache {

/// Much less than the hub takes: what is cut off has to go again.
inline constexpr std::size_t chunk_bytes_max = 256U << 10U;

struct UploadJob {
  std::string sha256;  // of the sealed bytes; also the file's name
  std::uint64_t bytes{};
  std::string mime;
  std::string op;  // whose event names it
};

enum class UploadEnd : std::uint8_t {
  done,     // the hub has it whole
  refused,  // the hub does not take it, or had other bytes at the end: a try
  damaged,  // what lies here is not what was kept
};

struct UploadAsk {
  std::string method;
  std::string path;  // below the API's base: "/uploads"
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

class Upload {
 public:
  enum class Took : std::uint8_t {
    more,     // ask() for the next
    again,    // ask() after a pause
    done,     // UploadEnd::done
    refused,  // UploadEnd::refused
  };

  /// Reads the file, which is in memory while it is under way. `corrupt` or `not_found`: UploadEnd::damaged.
  static Result<Upload> open(UploadJob job, std::string device, const std::filesystem::path& folder);

  [[nodiscard]] const UploadJob& job() const { return job_; }
  [[nodiscard]] UploadAsk ask() const;
  /// An answer of the hub's own, not one about nonces, states or haste.
  [[nodiscard]] Took take(const HttpReply& reply);
  /// The answer was lost: nobody knows how far the hub has come.
  void lose_track() { offset_.reset(); }
  /// For staff, after `refused`.
  [[nodiscard]] const std::string& reason() const { return reason_; }

 private:
  Upload(UploadJob job, std::string device, std::string bytes)
      : job_(std::move(job)), device_(std::move(device)), bytes_(std::move(bytes)) {}
  [[nodiscard]] Took take_created(const HttpReply& reply);
  [[nodiscard]] Took take_offset(const HttpReply& reply);
  [[nodiscard]] Took take_chunk(const HttpReply& reply);
  [[nodiscard]] Took refused(const HttpReply& reply);
  [[nodiscard]] std::size_t chunk_bytes() const;

  UploadJob job_;
  std::string device_;
  std::string bytes_;
  std::string location_;               // empty: not created yet
  std::optional<std::size_t> offset_;  // how much the hub has
  std::string reason_;
};

}  // namespace yz::cache
