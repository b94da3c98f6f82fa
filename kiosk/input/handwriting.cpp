#include "kiosk/input/handwriting.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "kiosk/input/utf8.h"

namespace yz::kiosk {
namespace {

// The ten digits have a few entries each; so many more are looked at that each can be told once.
constexpr std::size_t entries_each_max = 8;
// Beyond what an entry can have (±127) by far, and small enough that 512 squares fit in 32 bits.
constexpr float place_max = 1'000;

/// In integers, so that every machine and compiler finds the same order.
std::int32_t squared_distance(std::span<const std::int16_t> one, const std::int8_t* other) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    const std::int32_t apart = one[i] - other[i];
    sum += apart * apart;
  }
  return sum;
}

struct Scored {
  float distance{};
  std::size_t entry{};
};

}  // namespace

Result<std::unique_ptr<Handwriting>> Handwriting::open(const std::filesystem::path& model) {
  auto loaded = load_model(model);
  if (!loaded) return fail(loaded.error());
  return std::make_unique<Handwriting>(*std::move(loaded));
}

Handwriting::Handwriting(HandwritingModel model) : model_(std::move(model)) {}

std::vector<std::int16_t> Handwriting::place_of(const Features& features) const {
  Features apart = features;
  for (std::size_t i = 0; i < feature_count; ++i) apart[i] -= model_.mean[i];
  std::vector<std::int16_t> place(model_.dimensions);
  for (std::size_t row = 0; row < model_.dimensions; ++row) {
    const float* weights = model_.projection.data() + row * feature_count;
    float sum = 0;
    for (std::size_t i = 0; i < feature_count; ++i) sum += weights[i] * apart[i];
    // A model may hold any finite numbers; what comes out as none is put far away.
    const float steps = std::round(sum / model_.step);
    place[row] = static_cast<std::int16_t>(std::isfinite(steps) ? std::clamp(steps, -place_max, place_max)
                                                                : place_max);
  }
  return place;
}

std::vector<Candidate> Handwriting::recognise(std::span<const Stroke> strokes, std::size_t most) const {
  const auto clean = cleaned(strokes);
  if (clean.empty() || most == 0) return {};
  const auto place = place_of(features_of(clean));
  const float square = model_.step * model_.step;
  std::vector<Scored> scored(model_.characters.size());
  for (std::size_t entry = 0; entry < scored.size(); ++entry) {
    const auto apart = squared_distance(place, model_.places.data() + entry * model_.dimensions);
    scored[entry] = {
        (static_cast<float>(apart) * square + model_.rarity[entry]) / static_cast<float>(model_.dimensions),
        entry};
  }
  const std::size_t looked_at =
      std::min(scored.size(), std::min(most, scored.size()) + 10 * entries_each_max);
  const auto nearer = [](const Scored& a, const Scored& b) {
    return a.distance != b.distance ? a.distance < b.distance : a.entry < b.entry;
  };
  std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(looked_at), scored.end(),
                    nearer);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < looked_at && candidates.size() < most; ++i) {
    std::string character = utf8(model_.characters[scored[i].entry]);
    if (std::ranges::find(candidates, character, &Candidate::character) != candidates.end()) continue;
    candidates.push_back({std::move(character), scored[i].distance});
  }
  return candidates;
}

}  // namespace yz::kiosk
