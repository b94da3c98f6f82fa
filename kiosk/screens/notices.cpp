// 社区公告: the list, one to read or to be read aloud, and the emergency that takes the whole screen.
#include <array>
#include <vector>

#include "kiosk/app/markdown.h"
#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

class Notices final : public Screen {
 public:
  explicit Notices(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "notices"; }

  void draw(ui::Ui& ui) override {
    ui.title("notices.title");
    ui.say("notices.title");
    const auto notices = services_.notices.current();
    if (notices.empty()) {
      ui.words("notices.none");
      return;
    }
    std::vector<ui::Choice> rows;
    for (const domain::Notice* notice : notices) {
      const char* mark = notice->is_emergency ? "notices.emergency.mark"
                         : notice->is_pinned  ? "notices.pinned.mark"
                                              : nullptr;
      std::string second =
          ui.word("notices.date", {{"month", std::to_string(static_cast<unsigned>(notice->date.month()))},
                                   {"day", std::to_string(static_cast<unsigned>(notice->date.day()))}});
      if (mark != nullptr) second += "  " + ui.word(mark);
      rows.push_back({.id = "notices.row." + notice->id.value,
                      .words = services_.texts.of(notice->title),
                      .second = std::move(second)});
    }
    if (const auto chosen = ui.rows(rows, page_))
      services_.navigation.open("notices.one", {{"notice", notices.at(*chosen)->id.value}});
  }

 private:
  Services& services_;
  ui::Page page_;
};

/// Says sentence after sentence, each when the one before has ended, until something is touched.
class Reader {
 public:
  explicit Reader(Services& services) : services_(services) {}

  [[nodiscard]] bool is_reading() const { return next_ > 0; }
  void begin(std::vector<SpokenSentence> sentences, std::size_t from_block) {
    sentences_ = std::move(sentences);
    next_ = 0;
    while (next_ < sentences_.size() && sentences_[next_].block < from_block) ++next_;
    say_next();
  }
  void end() {
    next_ = 0;
    sentences_.clear();
  }
  /// The block that is being read.
  [[nodiscard]] std::size_t block() const { return sentences_.at(next_ - 1).block; }
  void step(ui::Ui& ui) {
    const bool is_speaking = services_.speech.is_speaking();
    is_heard_ |= is_speaking;
    const bool is_over = is_heard_ && !is_speaking;
    // A voice that does not even begin is not waited for.
    if (!is_heard_ && services_.clock.mono() - said_at_ > begin_time) return end();
    if (is_over) say_next();
    if (is_reading()) ui.again_in(Milliseconds{200});
  }

 private:
  static constexpr Milliseconds begin_time{6'000};

  void say_next() {
    if (next_ >= sentences_.size()) return end();
    services_.speech.say_sentence("notices.read", sentences_[next_].text);
    ++next_;
    said_at_ = services_.clock.mono();
    is_heard_ = false;
  }

  Services& services_;
  std::vector<SpokenSentence> sentences_;
  std::size_t next_{};  // the one after that which is being said; 0: nothing is read
  bool is_heard_{};
  Milliseconds said_at_{};
};

class NoticesOne final : public Screen {
 public:
  NoticesOne(Services& services, const Params& params) : services_(services), reader_(services) {
    if (const auto id = params.find("notice"); id != params.end()) id_ = domain::NoticeId(id->second);
  }
  [[nodiscard]] std::string_view name() const override { return "notices.one"; }

  void draw(ui::Ui& ui) override {
    const domain::Notice* notice = services_.notices.find(id_);
    if (notice == nullptr) return services_.navigation.back();  // its time is over
    const std::string& body = services_.texts.of(notice->body);
    if (body != body_) {  // another language, or other content
      body_ = body;
      blocks_ = blocks_of(body);
      page_ = {};
      reader_.end();
      services_.speech.say_sentence("notices.one.title", services_.texts.of(notice->title));
    }
    ui.title_words("notices.one.title", services_.texts.of(notice->title));
    const bool was_reading = reader_.is_reading();
    const std::array choices{
        ui::Choice{.id = was_reading ? "notices.one.quiet" : "notices.one.read", .main = true}};
    const bool is_touched = ui.choices(choices).has_value();
    const std::size_t page_before = page_.number;
    const ui::ReadingPage shown = ui.reading("notices.one.text", blocks_, page_);
    if (is_touched && !was_reading) {
      // Without a voice nothing would happen, and nobody would know why.
      if (!services_.speech.has_voice() || services_.session.access.volume == Volume::off)
        return ui.toast(ui::Ui::Toast::answer, ui.word("notices.one.silent"));
      reader_.begin(sentences_of(blocks_), page_.number == 0 ? 0 : shown.first);
    } else if (is_touched || (was_reading && page_.number != page_before)) {
      reader_.end();  // a touch ended the sentence already
      services_.speech.stop();
    } else if (was_reading) {
      reader_.step(ui);
    }
    if (!reader_.is_reading()) return;
    if (reader_.block() > shown.last) ++page_.number;
    ui.again_in(Milliseconds{200});
  }

 private:
  Services& services_;
  Reader reader_;
  domain::NoticeId id_;
  std::string body_;
  std::vector<TextBlock> blocks_;
  ui::Page page_;
};

class NoticesEmergency final : public Screen {
 public:
  explicit NoticesEmergency(Services& services) : services_(services) {}
  [[nodiscard]] std::string_view name() const override { return "notices.emergency"; }

  void draw(ui::Ui& ui) override {
    const domain::Notice* notice = services_.notices.emergency();
    if (notice == nullptr) return services_.navigation.back();  // seen, or over
    ui.tinted(ui::Ink::trouble);
    const std::string& title = services_.texts.of(notice->title);
    if (notice->id != shown_) {
      shown_ = notice->id;
      services_.sound.alarm();
    }
    ui.title_words("notices.emergency.title", title);
    std::string said = title;
    std::size_t number = 0;
    for (const TextBlock& block : blocks_of(services_.texts.of(notice->body))) {
      const std::string words = block.marker.empty() ? block.text : block.marker + ' ' + block.text;
      ui.paragraph("notices.emergency.text." + std::to_string(number++), words);
      const std::string pause = ui.word("notices.pause");
      const std::string stop = pause.substr(0, pause.find(' '));
      said += (said.ends_with(stop) ? pause.substr(stop.size()) : pause) + block.text;
    }
    services_.speech.say_twice("notices.emergency", said);
    const std::array choices{ui::Choice{.id = "notices.emergency.seen", .main = true}};
    if (ui.choices(choices)) services_.notices.seen(notice->id);
  }

 private:
  Services& services_;
  domain::NoticeId shown_;
};

}  // namespace

std::unique_ptr<Screen> make_notices(Services& services, const Params&) {
  return std::make_unique<Notices>(services);
}
std::unique_ptr<Screen> make_notices_one(Services& services, const Params& params) {
  return std::make_unique<NoticesOne>(services, params);
}
std::unique_ptr<Screen> make_notices_emergency(Services& services, const Params&) {
  return std::make_unique<NoticesEmergency>(services);
}

}  // namespace yz::kiosk
