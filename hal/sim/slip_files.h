// A slip as files: a picture that looks like the paper in one's hand, and what it says as text.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "hal/sim/paper.h"

namespace yz::sim {

/// `name`.png, then `name`.txt in `folder`, each appearing whole: who sees the text finds the picture too.
Status save_slip(const std::filesystem::path& folder, const std::string& name, const Slip& slip);
Status save_png(const std::filesystem::path& path, const Picture& picture);
Result<Picture> load_png(const std::filesystem::path& path);

}  // namespace yz::sim
