// `yizhan-kiosk --recognise FILE`: how well and how fast handwriting is read, on strokes from a file.
#pragma once

#include <filesystem>

namespace yz::kiosk {

/// For each line of `file` (written_line.h) prints its label and the candidates, tabs between; at the end one
/// line with the parts that were read at first and among eight, and the milliseconds of processor time that
/// half and 99 of 100 lines needed at most. Returns the process's exit status: 2 when a line was wrong, which
/// stderr tells with its number, 1 without file or model.
[[nodiscard]] int run_recognise(const std::filesystem::path& file, const std::filesystem::path& model);

}  // namespace yz::kiosk
