#include "kiosk/app/practice_desk.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "hal/picture_file.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t picture_dots_max = std::size_t{1080} * 1080;

const practice::Lesson* find_in(const LessonShelf& shelf, std::string_view id) {
  const auto& all = shelf.read.lessons;
  const auto found = std::ranges::find(all, id, &practice::Lesson::id);
  return found == all.end() ? nullptr : &*found;
}

domain::LessonScene key_of(const practice::Lesson& lesson, std::size_t scene) {
  return {.pack = lesson.id, .scene = lesson.scenes.at(scene).id};
}

int stars_in(const std::map<domain::LessonScene, int>& stars, const domain::LessonScene& scene) {
  const auto found = stars.find(scene);
  return found == stars.end() ? 0 : found->second;
}

/// The engine speaks both languages at once: the resident may change hers while she plays.
domain::LocalText both(const Texts& texts, std::string_view id) {
  Texts side = texts;
  side.set_language(Language::zh);
  std::string zh = side.words(id);
  side.set_language(Language::en);
  return {.zh = std::move(zh), .en = side.words(id)};
}

/// Whole minutes, begun ones too.
int minutes_of(Milliseconds time) {
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(std::max(time, Milliseconds{}));
  return static_cast<int>(std::min<std::int64_t>(minutes.count(), domain::practice_minutes_max));
}

std::vector<domain::PracticeStep> steps_of(const practice::Practice& practice) {
  std::vector<domain::PracticeStep> all;
  for (const practice::StepMisses& one : practice.misses()) {
    if (all.size() == domain::practice_steps_max) break;
    all.push_back({.scene = static_cast<int>(one.scene),
                   .step = static_cast<int>(one.step),
                   .misses = std::min(one.misses, domain::practice_misses_max)});
  }
  return all;
}

}  // namespace

practice::PracticeTiming practice_timing(bool is_slow) {
  practice::PracticeTiming timing;
  if (!is_slow) return timing;
  for (Milliseconds practice::PracticeTiming::*time :
       {&practice::PracticeTiming::say_again, &practice::PracticeTiming::glow,
        &practice::PracticeTiming::shown_touch, &practice::PracticeTiming::shown_key})
    timing.*time *= 2;
  return timing;
}

const practice::Lesson* PracticeDesk::find(std::string_view id) const {
  return find_in(*shelf_, id);
}

int PracticeDesk::stars(const practice::Lesson& lesson) const {
  int least = stars(lesson, 0);
  for (std::size_t scene = 1; scene < lesson.scenes.size(); ++scene)
    least = std::min(least, stars(lesson, scene));
  return least;
}

int PracticeDesk::stars(const practice::Lesson& lesson, std::size_t scene) const {
  const domain::LessonScene key = key_of(lesson, scene);
  return std::max(stars_in(session_.stars, key), stars_in(earlier_, key));
}

std::size_t PracticeDesk::next_scene(const practice::Lesson& lesson, std::size_t scene) const {
  const std::size_t count = lesson.scenes.size();
  for (std::size_t i = 1; i < count; ++i) {
    const std::size_t next = (scene + i) % count;
    if (stars(lesson, next) == 0) return next;
  }
  return (scene + 1) % count;
}

void PracticeDesk::ask_progress(std::optional<domain::LessonScene> finished, int stars) {
  const bool has_person = session_.person.has_value();
  if (!has_person && !session_.card_number) return;
  progress_ = Progress::waiting;
  to_station_(ProgressAsk{.ask = ++asked_,
                          .number = has_person ? session_.person->id_number : *session_.card_number,
                          .by_card_number = !has_person,
                          .finished = std::move(finished),
                          .stars = stars});
}

void PracticeDesk::follow_card() {
  ask_progress({}, 0);
}

void PracticeDesk::take(const ProgressShown& message) {
  if (message.ask != asked_ || progress_ != Progress::waiting) return;  // whoever asked has left
  progress_ = message.is_known ? Progress::shown : Progress::unknown;
  if (message.is_known) earlier_ = message.stars;
}

void PracticeDesk::begin(std::string_view lesson, std::size_t scene) {
  close();
  card_ = PrintState::none;
  played_ = shelf_;
  const practice::Lesson* found = find_in(*played_, lesson);
  if (found == nullptr) return;
  practice::PracticeWords words{both(texts_, "practice.miss.1"), both(texts_, "practice.miss.2"),
                                both(texts_, "practice.miss.3"), both(texts_, "practice.again")};
  practice_ = std::make_unique<practice::Practice>(*found, std::move(words),
                                                   practice_timing(session_.access.slow), clock_.mono());
  practice_->start_scene(scene, clock_.mono());
  begun_ = played_until_ = clock_.mono();
}

void PracticeDesk::set_written(const std::shared_ptr<const LessonShelf>& shelf) {
  faults_ = shelf->read.left_out;
  const auto has_fault = [&](const std::string& path) {
    return std::ranges::any_of(faults_, [&](const auto& fault) { return fault.file == path; });
  };
  if (has_fault("lessons/order.json")) return;  // nothing in it can be relied on
  auto mended = std::make_shared<LessonShelf>(*shelf);
  auto& lessons = mended->read.lessons;
  for (std::size_t i = 0; i < shelf_->read.lessons.size(); ++i) {
    const practice::Lesson& before = shelf_->read.lessons[i];
    if (!has_fault("lessons/" + before.id + "/lesson.json")) continue;
    lessons.insert(lessons.begin() + static_cast<std::ptrdiff_t>(std::min(i, lessons.size())), before);
  }
  shelf_ = std::move(mended);
  if (practice_ == nullptr) return;
  const std::string lesson = practice_->lesson().id;
  const std::string step = practice_->step().id;
  const std::size_t scene = practice_->view().scene;
  practice_.reset();  // nobody left it: nothing is counted
  begin(lesson, scene);
  if (practice_ != nullptr) practice_->skip_to(step, clock_.mono());
}

domain::PracticeEvent PracticeDesk::outcome() const {
  const practice::PracticeView& view = practice_->view();
  domain::PracticeRun run{.pack = practice_->lesson().id,
                          .title = practice_->lesson().title,
                          .version = 0,
                          .scene = static_cast<int>(view.scene) + 1,
                          .steps = steps_of(*practice_),
                          .minutes = minutes_of(played_until_ - begun_),
                          .at = {}};
  if (view.is_over) return domain::PracticeFinished{.run = std::move(run), .stars = view.stars};
  return domain::PracticeLeft{.run = std::move(run), .step = static_cast<int>(view.step)};
}

void PracticeDesk::close() {
  if (practice_ != nullptr) to_station_(PracticeEnded{outcome()});
  practice_.reset();
  pictures_.clear();
}

void PracticeDesk::tick(bool is_busy) {
  if (practice_ == nullptr) return;
  practice_->tick(clock_.mono(), is_busy);
  played_until_ = clock_.mono();
}

std::vector<std::string> PracticeDesk::wanted() const {
  if (practice_ == nullptr) return {};
  const practice::Step& step = practice_->step();
  if (step.goal == practice::Goal::wait) return {};
  if (step.goal != practice::Goal::choose) return {step.target};
  std::vector<std::string> all;
  all.reserve(step.options.size());
  for (const practice::Option& option : step.options) all.push_back(option.touch);
  return all;
}

std::shared_ptr<const hal::ColourPicture> PracticeDesk::picture(const std::string& file) {
  if (practice_ == nullptr || file.empty()) return nullptr;
  const auto [kept, is_new] = pictures_.try_emplace(file);
  if (!is_new) return kept->second;
  const auto bytes = played_->pictures.find("lessons/" + practice_->lesson().id + "/" + file);
  if (bytes == played_->pictures.end()) return nullptr;
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes->second.data());
  auto picture = hal::decode_png_colours({first, bytes->second.size()}, picture_dots_max);
  if (!picture) {
    spdlog::warn("picture {} of lesson {}: {}", file, practice_->lesson().id, picture.error().what);
    return nullptr;
  }
  kept->second = std::make_shared<const hal::ColourPicture>(*std::move(picture));
  return kept->second;
}

void PracticeDesk::end() {
  if (practice_ == nullptr) return;
  const practice::PracticeView& view = practice_->view();
  const domain::LessonScene finished = key_of(practice_->lesson(), view.scene);
  int& most = session_.stars[finished];
  most = std::max(most, view.stars);
  if (progress_ != Progress::not_asked) ask_progress(finished, view.stars);
  close();
}

void PracticeDesk::print_card(hal::Slip slip) {
  job_ = make_job_();
  card_ = PrintState::waiting;
  to_station_(PrintPage{job_, std::move(slip)});
}

void PracticeDesk::take(const hal::JobEnded& event) {
  if (card_ != PrintState::waiting || event.job.value != job_) return;
  card_ = event.end == hal::JobEnd::printed  ? PrintState::printed
          : event.end == hal::JobEnd::unsure ? PrintState::unsure
                                             : PrintState::no_printer;
}

void PracticeDesk::take(const PageRefused& message) {
  if (card_ == PrintState::waiting && message.job == job_) card_ = PrintState::no_printer;
}

void PracticeDesk::wipe() {
  close();
  played_.reset();
  card_ = PrintState::none;
  job_.clear();
  progress_ = Progress::not_asked;
  earlier_.clear();
}

}  // namespace yz::kiosk
