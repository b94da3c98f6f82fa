// A camera as a source of codes: frames come as PGM files that replace each other in a folder.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "hal/codes.h"
#include "hal/drivers/driver.h"
#include "hal/drivers/scan_lines.h"
#include "hal/pgm.h"

namespace yz::hal {
namespace {

constexpr Milliseconds frame_every{100};
constexpr Milliseconds look_every{2'000};  // while nobody wants a code
constexpr std::size_t frame_bytes_max = 20U << 20U;

class Camera final : public Driver {
 public:
  explicit Camera(const DriverParts& parts) : folder_(parts.config.port.path), recent_(parts.recent_codes) {}

  Status serve(DriverHost& host) override {
    std::error_code error;
    while (!host.is_stopping()) {
      if (!std::filesystem::is_directory(folder_, error)) return fail(Code::not_found, folder_.string());
      host.set_status(DeviceState::ready, {}, "");
      if (!host.is_armed()) {
        host.wait(look_every);
        continue;
      }
      if (const auto frame = newest()) look_at(host, *frame);
      host.wait(frame_every);
    }
    return {};
  }

 private:
  /// The newest frame, unless it was looked at already.
  std::optional<GreyPicture> newest() {
    std::error_code error;
    std::filesystem::path newest;
    std::filesystem::file_time_type newest_time{};
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
      if (entry.path().extension() != ".pgm") continue;
      const auto time = entry.last_write_time(error);
      if (error || (!newest.empty() && time <= newest_time)) continue;
      newest = entry.path();
      newest_time = time;
    }
    if (newest.empty() || (newest == seen_ && newest_time == seen_time_)) return std::nullopt;
    seen_ = newest;
    seen_time_ = newest_time;
    if (std::filesystem::file_size(newest, error) > frame_bytes_max || error) return std::nullopt;
    std::ifstream in(newest, std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(in), {}};
    auto frame = parse_pgm(bytes);
    if (!frame) return std::nullopt;  // written to at this moment; the next one comes
    return *std::move(frame);
  }

  void look_at(DriverHost& host, const GreyPicture& frame) {
    if (!search_) search_.emplace(host.clock());
    const auto code = search_->look_at(view_of(frame));
    if (code) deliver_code(host, *recent_, code->text);
  }

  std::filesystem::path folder_;
  std::filesystem::path seen_;
  std::filesystem::file_time_type seen_time_{};
  std::shared_ptr<RecentCodes> recent_;
  std::optional<CodeSearch> search_;
};

}  // namespace

Result<std::unique_ptr<Driver>> make_camera(const DriverParts& parts) {
  return std::make_unique<Camera>(parts);
}

}  // namespace yz::hal
