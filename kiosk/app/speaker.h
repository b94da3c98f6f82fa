// Speaking, for screens: one sentence a screen, never two at once, calls after the sentence. UI thread; the
// voice itself has a thread of its own (speech.h).
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "kiosk/app/session.h"
#include "kiosk/app/texts.h"

namespace yz::kiosk {

/// One thing to say, already as it is to be heard.
struct Utterance {
  std::string key;   // id of its words, for the log
  std::string text;  // normalised
  Language language{Language::zh};
  Volume volume{Volume::medium};
  bool slow{};
  bool urgent{};  // a call: waits for the sentence's end, goes before any other
  int times{1};
};
/// What the voice is told; both return at once.
struct VoiceActions {
  std::function<void(Utterance)> say;
  std::function<void()> stop;
};

class Speaker {
 public:
  Speaker(VoiceActions voice, const Texts& texts, const Session& session)
      : voice_(std::move(voice)), texts_(texts), session_(session) {}

  /// The screen's sentence, by the id of its words. The same again (same id, same words) stays silent until
  /// again() or until another screen came; so it may be called at each redraw.
  void say(std::string_view id, std::initializer_list<Placeholder> values = {});
  /// A sentence that was put together; never anything personal.
  void say_sentence(std::string_view id, const std::string& sentence);
  /// What a target is called, when it is touched by someone who listens first; 再听 is still the sentence.
  void say_name(const std::string& id, const std::string& name) { hand_over(id, name, 1); }
  /// An emergency: the same, twice in a row.
  void say_twice(std::string_view id, const std::string& sentence);
  /// 再听.
  void again();
  /// The next touch ends it.
  void stop();
  /// "请A零一二号，到三号窗口", twice.
  void call(const std::string& label, const std::string& counter);
  [[nodiscard]] bool is_speaking() const { return speaking_; }
  /// False: no voice answers; the words are on the screen all the same. Shown to staff.
  [[nodiscard]] bool has_voice() const { return has_voice_; }

  void new_visit() {
    last_id_.clear();
    last_sentence_.clear();
  }
  void take(bool speaking, bool has_voice) {
    speaking_ = speaking;
    has_voice_ = has_voice;
  }

 private:
  void hand_over(const std::string& id, const std::string& sentence, int times);
  VoiceActions voice_;
  const Texts& texts_;
  const Session& session_;
  // Said last in this visit of the screen.
  std::string last_id_;
  std::string last_sentence_;
  int last_times_{1};
  bool speaking_{};
  bool has_voice_{};
};

}  // namespace yz::kiosk
