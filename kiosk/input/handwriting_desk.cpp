#include "kiosk/input/handwriting_desk.h"

#include <span>

#include "base/wipe.h"

namespace yz::kiosk {

Writing::~Writing() {
  for (Stroke& stroke : strokes) wipe(std::span(stroke));
}

Candidates::~Candidates() {
  for (Candidate& candidate : list) wipe(std::span(candidate.character));
}

HandwritingDesk::HandwritingDesk(std::filesystem::path model, std::function<void(HandwritingAnswer)> report)
    : model_(std::move(model)),
      report_(std::move(report)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

HandwritingDesk::~HandwritingDesk() {
  // What the thread uses dies after it, in any order of members.
  thread_.request_stop();
  thread_.join();
}

WritingId HandwritingDesk::read(std::vector<Stroke> strokes) {
  auto job = std::make_unique<Job>(Job{0, Writing(std::move(strokes))});
  const std::lock_guard lock(mutex_);
  job->id = ++last_id_;
  waiting_ = std::move(job);
  wake_.notify_one();
  return last_id_;
}

void HandwritingDesk::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::unique_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [&] { return waiting_ != nullptr; })) return;
      job = std::move(waiting_);
    }
    auto read = answer(*job);
    if (!stop.stop_requested()) report_(std::move(read));
  }
}

HandwritingAnswer HandwritingDesk::answer(const Job& job) {
  if (handwriting_ == nullptr) {
    // Again with every job while it fails: a file that is put in its place is found without a new start.
    auto opened = Handwriting::open(model_);
    if (!opened) return {job.id, fail(opened.error())};
    handwriting_ = *std::move(opened);
  }
  return {job.id, Sensitive(Candidates(handwriting_->recognise(job.writing.strokes)))};
}

}  // namespace yz::kiosk
