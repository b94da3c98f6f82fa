// 练哪一样？: the lessons of the practice phone.
#include <array>
#include <utility>
#include <vector>

#include "kiosk/app/services.h"
#include "kiosk/screens/practice_words.h"

namespace yz::kiosk {
namespace {

class PracticeList final : public Screen {
 public:
  explicit PracticeList(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "practice.list"; }

  void shown_again() override {
    if (std::exchange(asked_card_, false)) services_.practice.follow_card();
  }

  void draw(ui::Ui& ui) override {
    ui.title("practice.list.title");
    ui.words("practice.list.words");
    ui.say("practice.list.words");
    if (draw_card(ui)) return;
    const auto& lessons = services_.practice.lessons();
    std::vector<ui::Choice> rows;
    rows.reserve(lessons.size());
    for (const practice::Lesson& lesson : lessons) {
      const std::string& title = services_.texts.of(lesson.title);
      const int stars = services_.practice.stars(lesson);
      rows.push_back({.id = "practice.list.row." + lesson.id,
                      .words = stars == 0 ? title : title + "  " + star_words(ui, stars),
                      .second = services_.texts.of(lesson.purpose),
                      .say = title,
                      .icon = lesson.icon,
                      .ink = ui::Ink::blue});
    }
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    const practice::Lesson& lesson = lessons[*chosen];
    services_.navigation.open(lesson.scenes.size() > 1 ? "practice.scenes" : "practice.play",
                              {{"lesson", lesson.id}});
  }

 private:
  /// True when another screen is opened.
  bool draw_card(ui::Ui& ui) {
    using Progress = PracticeDesk::Progress;
    const Progress progress = services_.practice.progress();
    if (progress == Progress::shown) ui.words("practice.list.card.known", {}, ui::Role::small);
    if (progress == Progress::unknown)
      ui.banner("practice.list.card.unknown", ui::Tone::notice, ui.word("practice.list.card.unknown"));
    if (progress != Progress::not_asked) return false;
    const ui::Choice card{.id = "practice.list.card",
                          .second = ui.word("practice.list.card.kept"),
                          .icon = "account-card-details"};
    if (!ui.choices(std::array{card})) return false;
    const Session& session = services_.session;
    if (session.person || session.card_number) {
      services_.practice.follow_card();
      return false;
    }
    asked_card_ = true;
    services_.navigation.open(session.has_consented ? "identity.read" : "identity.consent",
                              {{"then", "back"}, {"cards", "any"}});
    return true;
  }

  Services& services_;
  bool asked_card_{};
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_practice_list(Services& services, const Params&) {
  return std::make_unique<PracticeList>(services);
}

}  // namespace yz::kiosk
