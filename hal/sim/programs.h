// The subcommands of yizhan-sim: each runs until SIGTERM and gives the exit status.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace yz::sim {

struct PrinterOptions {
  std::string listen, png, control;
  std::string font{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"};
  std::string model{"80mm"};
};
struct IdReaderOptions {
  std::string link, cards, control;
  std::uint64_t seed{};
};
struct CardOptions {
  std::string connect, cards, control;
  std::uint64_t seed{};
};
struct ScannerOptions {
  std::string link, control;
};
struct CameraOptions {
  std::string frames, control;
  std::uint64_t seed{};
};
struct ProxyOptions {
  std::string listen, to, script, control;
  std::uint64_t seed{};
};

Status run_printer(const PrinterOptions& options);
Status run_id_reader(const IdReaderOptions& options);
Status run_card(const CardOptions& options);
Status run_scanner(const ScannerOptions& options);
Status run_camera(const CameraOptions& options);
Status run_proxy(const ProxyOptions& options);

/// Tells whoever started it that it can be opened.
void say_ready(const std::string& where);

}  // namespace yz::sim
