// Reads one character that was written with a finger. The strokes' order does not count, and strokes may be
// joined. docs/decisions/0006-handwriting.md says how and why. Any thread, one at a time; in the kiosk the
// handwriting desk's.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "kiosk/input/handwriting_model.h"
#include "kiosk/input/stroke_features.h"
#include "kiosk/input/strokes.h"

namespace yz::kiosk {

inline constexpr std::size_t candidates_shown = 8;

struct Candidate {
  std::string character;  // UTF-8
  /// How far what was written is from this character: about 1 for a hand like any other. See likely_max.
  float distance{};
};

/// Where even the first candidate is farther than this, something else was written: a scribble, or a
/// character that is not known.
inline constexpr float likely_max = 4;

class Handwriting {
 public:
  /// As load_model().
  [[nodiscard]] static Result<std::unique_ptr<Handwriting>> open(const std::filesystem::path& model);
  explicit Handwriting(HandwritingModel model);
  Handwriting(const Handwriting&) = delete;
  Handwriting& operator=(const Handwriting&) = delete;

  /// The nearest first, each character once; none without strokes. About a millisecond, whatever was written.
  [[nodiscard]] std::vector<Candidate> recognise(std::span<const Stroke> strokes,
                                                 std::size_t most = candidates_shown) const;

 private:
  [[nodiscard]] std::vector<std::int16_t> place_of(const Features& features) const;

  const HandwritingModel model_;
};

}  // namespace yz::kiosk
