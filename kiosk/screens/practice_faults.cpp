// What is wrong with a lesson that somebody is writing, beside a kiosk in a window. Goes away by itself when
// it is mended.
#include <algorithm>
#include <array>
#include <filesystem>

#include "kiosk/app/services.h"
#include "kiosk/ui/ui.h"

namespace yz::kiosk {
namespace {

constexpr std::size_t shown_max = 3;

class PracticeFaults final : public Screen {
 public:
  explicit PracticeFaults(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "practice.faults"; }

  void draw(ui::Ui& ui) override {
    const auto& faults = services_.practice.faults();
    if (faults.empty()) return services_.navigation.back();
    ui.title("practice.faults.title", {{"count", std::to_string(faults.size())}});
    ui.words("practice.faults.words");
    for (std::size_t i = 0; i < std::min(faults.size(), shown_max); ++i)
      ui.paragraph("practice.faults." + std::to_string(i + 1), row(ui, faults[i]), ui::Role::small);
    if (ui.choices(std::array{ui::Choice{.id = "practice.faults.go_on"}})) services_.navigation.back();
  }

 private:
  /// Where: the lesson's folder, or the file of all; narrow enough for a column.
  [[nodiscard]] static std::string row(const ui::Ui& ui, const practice::LessonFault& fault) {
    const std::filesystem::path file(fault.file);
    const bool is_lesson = file.filename() == "lesson.json";
    return ui.word("practice.faults.row",
                   {{"lesson", (is_lesson ? file.parent_path() : file).filename().string()},
                    {"line", std::to_string(fault.line)},
                    {"what", fault.what}});
  }

  Services& services_;
};

}  // namespace

std::unique_ptr<Screen> make_practice_faults(Services& services, const Params&) {
  return std::make_unique<PracticeFaults>(services);
}

}  // namespace yz::kiosk
