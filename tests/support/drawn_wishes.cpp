// The wish wall's situations.
#include <cmath>

#include "tests/support/drawn_situations.h"

namespace yz::test {
namespace {

using hal::Microphone;

// ── 说出来 ──
void speaking(DrawnScreen& drawn, Milliseconds recorded) {
  drawn.open("wishes.voice");
  drawn.tap("wishes.voice.agree");
  drawn.draw();
  drawn.microphone({.has_output = true,
                    .has_input = true,
                    .microphone = Microphone::recording,
                    .level = 0.65F,
                    .loudest = 0.8F,
                    .recorded = recorded,
                    .is_playing = false});
}

void said(DrawnScreen& drawn, Milliseconds length, float loudest, bool is_playing = false) {
  speaking(drawn, length);
  auto recording = std::make_shared<hal::VoiceRecording>();
  recording->length = length;
  recording->loudest = loudest;
  drawn.recorded(recording);
  hal::SoundView view;
  view.has_input = view.has_output = true;
  view.is_playing = is_playing;
  drawn.microphone(view);
}

void add_voice(std::vector<Situation>& all) {
  const auto add = [&all](const char* name, std::function<void(DrawnScreen&)> prepare) {
    all.push_back({std::string("wishes.voice") + name, "wishes.voice", std::move(prepare)});
  };
  add("", [](DrawnScreen& d) { d.open("wishes.voice"); });
  add(".recording", [](DrawnScreen& d) { speaking(d, Milliseconds{18'400}); });
  add(".said", [](DrawnScreen& d) { said(d, Milliseconds{23'000}, 0.8F); });
  add(".playing", [](DrawnScreen& d) { said(d, Milliseconds{23'000}, 0.8F, true); });
  add(".full", [](DrawnScreen& d) { said(d, kiosk::wish_voice_max, 0.8F); });
  add(".quiet", [](DrawnScreen& d) { said(d, Milliseconds{9'000}, 0.2F); });
  add(".short", [](DrawnScreen& d) { said(d, Milliseconds{400}, 0.8F); });
  add(".kept", [](DrawnScreen& d) {
    d.services().session.wish.voice = kiosk::VoiceMessage{{}, Milliseconds{23'000}};
    d.open("wishes.voice");
  });
  add(".broken", [](DrawnScreen& d) {
    speaking(d, {});
    hal::SoundView view;
    view.microphone = Microphone::failed;
    d.microphone(view);
  });
}

// ── 拍纸条 ──
constexpr int note_width = 640;
constexpr int note_height = 360;

/// Lines of a hand on a note that lies a little askew on a table, `light` of 255 on it.
hal::ColourPicture note(int light) {
  std::vector<std::uint8_t> dots;
  for (int y = 0; y < note_height; ++y) {
    for (int x = 0; x < note_width; ++x) {
      const int across = x + y / 8;
      const int down = y - x / 10;
      const bool is_paper = across > 110 && across < 560 && down > 0 && down < 270;
      const bool is_line = is_paper && across > 150 && across < 510 && down % 50 > 22 && down % 50 < 30 &&
                           std::sin(across * 0.4 + down) > -0.3;
      const int shade = is_line ? 40 : is_paper ? 235 : 110;
      for (const int part : {shade, shade, is_line ? 120 : shade - 12})
        dots.push_back(static_cast<std::uint8_t>(part * light / 255));
    }
  }
  return {note_width, note_height, Sensitive(std::move(dots))};
}

/// The same as the live picture has it.
hal::GreyPicture seen_note() {
  const hal::ColourPicture picture = note(255);
  hal::GreyPicture grey{note_width, note_height, {}};
  for (std::size_t i = 0; i < picture.dots.reveal().size(); i += hal::colours)
    grey.dots.push_back(picture.dots.reveal()[i]);
  return grey;
}

void looking(DrawnScreen& drawn) {
  drawn.open("wishes.paper");
  drawn.tap("wishes.paper.agree");
  drawn.frame_seen(seen_note());
  drawn.draw();
}

void taken(DrawnScreen& drawn, int light) {
  looking(drawn);
  drawn.tap("wishes.paper.shoot");
  drawn.photo_taken(note(light));
}

void keep_photos(DrawnScreen& drawn, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    drawn.services().session.wish.photos.push_back(std::make_shared<const kiosk::Photo>());
}

void add_paper(std::vector<Situation>& all) {
  const auto add = [&all](const char* name, std::function<void(DrawnScreen&)> prepare) {
    all.push_back({std::string("wishes.paper") + name, "wishes.paper", std::move(prepare)});
  };
  constexpr int day = 255;
  constexpr int night = 40;
  add("", [](DrawnScreen& d) { d.open("wishes.paper"); });
  add(".opening", [](DrawnScreen& d) {
    d.open("wishes.paper");
    d.tap("wishes.paper.agree");
  });
  add(".live", looking);
  add(".taking", [](DrawnScreen& d) {
    looking(d);
    d.tap("wishes.paper.shoot");
  });
  add(".failed", [](DrawnScreen& d) {
    looking(d);
    d.tap("wishes.paper.shoot");
    d.photo_failed();
  });
  add(".taken", [](DrawnScreen& d) { taken(d, day); });
  add(".dark", [](DrawnScreen& d) { taken(d, night); });
  add(".fourth", [](DrawnScreen& d) {
    d.services().session.may_photograph = true;
    keep_photos(d, 3);
    d.open("wishes.paper");
    d.tap("wishes.paper.another");
    d.frame_seen(seen_note());
    d.draw();
    d.tap("wishes.paper.shoot");
    d.photo_taken(note(day));
  });
  add(".kept", [](DrawnScreen& d) {
    keep_photos(d, 2);
    d.open("wishes.paper");
  });
  add(".broken", [](DrawnScreen& d) {
    d.device(hal::DeviceClass::camera, {.state = hal::DeviceState::absent,
                                        .reasons = {hal::Reason::not_answering},
                                        .detail = {},
                                        .sequence = 2,
                                        .since = {}});
    d.open("wishes.paper");
  });
}

}  // namespace

std::vector<Situation> wish_situations() {
  std::vector<Situation> all;
  add_voice(all);
  add_paper(all);
  return all;
}

}  // namespace yz::test
