#include "kiosk/input/training/training.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "kiosk/input/training/digits.h"
#include "kiosk/input/training/discriminant.h"
#include "kiosk/input/training/distortion.h"

namespace yz::kiosk {
namespace {

// Sums are made in so many parts whatever the machine, so that they come out the same on each.
constexpr std::size_t parts = 8;
// Digits are written as often as the common characters.
constexpr float digit_rank = 20;
constexpr float rank_scale = 50;

struct Class {
  char32_t character{};
  std::span<const Stroke> strokes;
  float rank{};
};

/// Writes a class many times over: its mean goes to `mean`, what is apart from it into `scatter`.
void study(const Class& one, std::uint64_t seed, std::size_t samples, Features& mean, Scatter& scatter) {
  Random random(seed);
  std::vector<Features> apart(samples);
  mean = {};
  for (Features& sample : apart) {
    sample = features_of(cleaned(distorted(one.strokes, random)));
    for (std::size_t i = 0; i < feature_count; ++i) mean[i] += sample[i] / static_cast<float>(samples);
  }
  for (Features& sample : apart) {
    for (std::size_t i = 0; i < feature_count; ++i) sample[i] -= mean[i];
  }
  scatter.add(apart);
}

Matrix study_all(std::span<const Class> classes, std::size_t samples, std::vector<Features>& means) {
  std::vector<Scatter> scatters(parts);
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
      threads.emplace_back([&] {
        for (std::size_t part = next++; part < parts; part = next++) {
          for (std::size_t k = part; k < classes.size(); k += parts) {
            study(classes[k], 7'919 * k + 13, samples, means[k], scatters[part]);
          }
        }
      });
    }
  }
  for (std::size_t part = 1; part < parts; ++part) scatters[0].add(scatters[part]);
  return scatters[0].covariance();
}

}  // namespace

HandwritingModel train(const std::vector<BookEntry>& book, const TrainingPlan& plan) {
  const auto digits = digit_shapes();
  std::vector<Class> classes;
  classes.reserve(digits.size() + book.size());
  for (const DigitShape& shape : digits) classes.push_back({shape.digit, shape.strokes, digit_rank});
  for (std::size_t rank = 0; rank < book.size(); ++rank) {
    classes.push_back({book[rank].character, book[rank].strokes, static_cast<float>(rank)});
  }
  std::vector<Features> means(classes.size());
  Matrix within = study_all(classes, plan.samples, means);
  const auto discriminant = find_discriminant(means, std::move(within), plan.regularisation, plan.dimensions);

  HandwritingModel model{.dimensions = plan.dimensions,
                         .step = 0,
                         .mean = discriminant.mean,
                         .projection = discriminant.projection,
                         .characters = {},
                         .rarity = {},
                         .places = {}};
  std::vector<float> places;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    model.characters.push_back(classes[k].character);
    model.rarity.push_back(plan.rarity * std::log(1 + classes[k].rank / rank_scale));
    const auto place = project(discriminant, means[k]);
    places.insert(places.end(), place.begin(), place.end());
  }
  for (const float at : places) model.step = std::max(model.step, std::abs(at) / 127);
  for (const float at : places) {
    model.places.push_back(static_cast<std::int8_t>(std::lround(at / model.step)));
  }
  return model;
}

}  // namespace yz::kiosk
