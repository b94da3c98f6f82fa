// Handwriting, for screens: strokes in, candidates out through a callback, on a thread of its own which reads
// the model when the first strokes come. What is written belongs to a person and is wiped when it was read.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"
#include "base/sensitive.h"
#include "kiosk/input/handwriting.h"
#include "kiosk/input/strokes.h"

namespace yz::kiosk {

/// Strokes on their way; wiped when they are gone.
struct Writing {
  Writing() = default;
  explicit Writing(std::vector<Stroke> written) : strokes(std::move(written)) {}
  Writing(Writing&&) noexcept = default;
  Writing& operator=(Writing&&) = delete;
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing();

  std::vector<Stroke> strokes;
};

/// What the strokes may mean, which is as personal; wiped as well.
struct Candidates {
  Candidates() = default;
  explicit Candidates(std::vector<Candidate> candidates) : list(std::move(candidates)) {}
  Candidates(Candidates&&) noexcept = default;
  Candidates& operator=(Candidates&&) noexcept = default;
  Candidates(const Candidates&) = delete;
  Candidates& operator=(const Candidates&) = delete;
  ~Candidates();

  std::vector<Candidate> list;
};

using WritingId = std::uint64_t;

/// An error (`not_found`, `corrupt`) is the model's and comes with every job.
struct HandwritingAnswer {
  WritingId id{};
  Result<Sensitive<Candidates>> candidates;
};

class HandwritingDesk {
 public:
  /// `report` is called from the desk's thread.
  HandwritingDesk(std::filesystem::path model, std::function<void(HandwritingAnswer)> report);
  ~HandwritingDesk();  // waits for the character in hand; nothing is reported after it
  HandwritingDesk(const HandwritingDesk&) = delete;
  HandwritingDesk& operator=(const HandwritingDesk&) = delete;

  /// All strokes of the character so far; returns at once. Takes the place of strokes that still wait. Ids
  /// rise, so that whoever hears of an older one than the last knows that it is out of date.
  WritingId read(std::vector<Stroke> strokes);

 private:
  struct Job {
    WritingId id{};
    Writing writing;
  };
  void run(const std::stop_token& stop);
  [[nodiscard]] HandwritingAnswer answer(const Job& job);

  const std::filesystem::path model_;
  const std::function<void(HandwritingAnswer)> report_;
  std::unique_ptr<Handwriting> handwriting_;  // the thread's; empty until the first strokes

  std::mutex mutex_;  // guards `waiting_` and `last_id_`
  std::condition_variable_any wake_;
  std::unique_ptr<Job> waiting_;
  WritingId last_id_{};
  std::jthread thread_;  // last: it uses all above
};

}  // namespace yz::kiosk
