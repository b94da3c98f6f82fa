#include "tests/bench/lesson_figures.h"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "kiosk/practice/lesson_json.h"
#include "kiosk/practice/practice.h"

namespace yz::bench {
namespace {

constexpr int openings = 15;
constexpr double mib = 1'048'576;

using Steady = std::chrono::steady_clock;

double ms_since(Steady::time_point begin) {
  return std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// A lesson with its phone at the first step.
struct OpenPack {
  practice::LessonRead read;
  std::unique_ptr<practice::Practice> phone;
};

OpenPack open(const std::filesystem::path& file, const std::string& id) {
  OpenPack pack;
  pack.read = practice::read_lesson(test::read_file(file), file.string(), id, {});
  if (pack.read.lesson)
    pack.phone = std::make_unique<practice::Practice>(*pack.read.lesson, practice::PracticeWords{},
                                                      practice::PracticeTiming{}, Milliseconds{});
  return pack;
}

Result<PackFigures> measure_pack(const std::filesystem::path& file) {
  PackFigures figures;
  figures.id = file.parent_path().filename().string();
  std::vector<double> ours;
  std::vector<double> reference;
  for (int i = 0; i < openings; ++i) {
    auto begin = Steady::now();
    const auto heap_before = mallinfo2().uordblks;
    const OpenPack pack = open(file, figures.id);
    ours.push_back(ms_since(begin));
    if (pack.phone == nullptr) return fail(Code::invalid, file.string() + " is no lesson");
    figures.mib = static_cast<double>(mallinfo2().uordblks - heap_before) / mib;
    begin = Steady::now();
    const auto json = nlohmann::json::parse(test::read_file(file), nullptr, false);
    reference.push_back(ms_since(begin));
    if (!json.is_object()) return fail(Code::invalid, file.string() + " is no JSON");
  }
  figures.open_ms = median(ours);
  figures.reference_ms = median(reference);
  return figures;
}

}  // namespace

Result<std::vector<PackFigures>> measure_packs(const std::filesystem::path& lessons) {
  std::vector<PackFigures> all;
  std::error_code error;
  for (const auto& folder : std::filesystem::directory_iterator(lessons, error)) {
    const auto file = folder.path() / "lesson.json";
    if (!std::filesystem::exists(file)) continue;
    auto figures = measure_pack(file);
    if (!figures) return fail(figures.error());
    all.push_back(*std::move(figures));
  }
  if (all.empty()) return fail(Code::not_found, "no lessons in " + lessons.string());
  return all;
}

Result<std::vector<double>> measure_step_frames(test::Stage& stage,
                                                const std::function<Result<double>()>& frames) {
  test::KioskPlayer& kiosk = stage.kiosk();
  for (const char* widget : {"home.lessons", "lessons.home.practise", "practice.list.row.try-first"}) {
    if (auto shown = kiosk.wait_for(widget); !shown) return fail(shown.error());
    if (auto tapped = kiosk.tap(widget); !tapped) return fail(tapped.error());
  }
  if (auto phone = kiosk.wait_for("practice.phone.glass"); !phone) return fail(phone.error());
  // What touches a screen that has only just come is taken for a touch of the one before.
  if (auto looked = kiosk.play({{"sleep_ms", 500}}); !looked) return fail(looked.error());
  std::vector<double> counts;
  for (const auto& [widget, answer] :
       {std::pair{"glass", "点设置，像齿轮"}, std::pair{"camera", "不是这里哦"},
        std::pair{"settings", "把声音调大一点"}, std::pair{"sound", "打开大字"}}) {
    const auto before = frames();
    if (!before) return fail(before.error());
    if (auto tapped = kiosk.tap(std::string("practice.phone.") + widget); !tapped)
      return fail(tapped.error());
    auto shown = kiosk.play({{"wait_text", answer}, {"timeout_ms", 5'000}});
    if (!shown) return fail(shown.error());
    const auto after = frames();
    if (!after) return fail(after.error());
    counts.push_back(*after - *before);
  }
  if (auto home = kiosk.tap("bar.home"); !home) return fail(home.error());
  if (auto home = kiosk.wait_for("home.tickets"); !home) return fail(home.error());
  return counts;
}

}  // namespace yz::bench
