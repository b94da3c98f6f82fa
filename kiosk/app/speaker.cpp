#include "kiosk/app/speaker.h"

#include "kiosk/app/spoken.h"

namespace yz::kiosk {

void Speaker::hand_over(const std::string& id, const std::string& sentence, int times) {
  if (session_.access.volume == Volume::off) return;
  voice_.say({.key = id,
              .text = as_spoken(sentence, spoken_words(texts_)),
              .language = texts_.language(),
              .volume = session_.access.volume,
              .slow = session_.access.slow,
              .urgent = false,
              .times = times});
}

void Speaker::say(std::string_view id, std::initializer_list<Placeholder> values) {
  say_sentence(id, texts_.words(id, values));
}

void Speaker::say_sentence(std::string_view id, const std::string& sentence) {
  if (last_id_ == id && last_sentence_ == sentence) return;
  last_id_ = id;
  last_sentence_ = sentence;
  last_times_ = 1;
  hand_over(last_id_, last_sentence_, last_times_);
}

void Speaker::say_twice(std::string_view id, const std::string& sentence) {
  if (last_id_ == id && last_sentence_ == sentence) return;
  last_id_ = id;
  last_sentence_ = sentence;
  last_times_ = 2;
  hand_over(last_id_, last_sentence_, last_times_);
}

void Speaker::again() {
  if (!last_id_.empty()) hand_over(last_id_, last_sentence_, last_times_);
}

void Speaker::stop() {
  voice_.stop();
}

void Speaker::call(const std::string& label, const std::string& counter) {
  // In Chinese whatever language the last resident chose: it is for the hall. The volume of the visit does
  // not hold either.
  Texts hall = texts_;
  hall.set_language(Language::zh);
  voice_.say({.key = "spoken.call",
              .text = as_spoken(hall.words("spoken.call", {{"label", label}, {"counter", counter}}),
                                spoken_words(hall)),
              .language = Language::zh,
              .volume = Volume::medium,
              .slow = false,
              .urgent = true,
              .times = 2});
}

}  // namespace yz::kiosk
