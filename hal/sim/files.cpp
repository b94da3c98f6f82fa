#include "hal/sim/files.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace yz::sim {

Status write_whole(const std::filesystem::path& path, std::string_view bytes) {
  // A dot in front keeps half a file out of `slip-*` and `frame-*`.
  const auto hidden = path.parent_path() / ("." + path.filename().string() + ".tmp");
  std::ofstream out(hidden, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return fail(Code::unavailable, "cannot write " + hidden.string());
  std::error_code failed;
  std::filesystem::rename(hidden, path, failed);
  if (failed) return fail(Code::unavailable, path.string() + ": " + failed.message());
  return {};
}

Result<std::string> read_whole(const std::filesystem::path& path, std::size_t bytes_max) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) return fail(Code::not_found, path.string() + ": " + failed.message());
  if (size > bytes_max) return fail(Code::full, path.string() + ": too large");
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace yz::sim
