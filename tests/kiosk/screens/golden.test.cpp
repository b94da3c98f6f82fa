// Key screens against the pictures beside this file. Fonts and FreeType differ a little between
// distributions, so not pixels are compared but the mean colour of blocks of 12×12. What was meant to change
// is renewed by YZ_RENEW_GOLDEN=1, and the new pictures are looked at like code.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "hal/slip_picture.h"
#include "kiosk/app/config.h"
#include "kiosk/app/slips.h"
#include "tests/support/drawn_situations.h"
#include "tests/support/golden_picture.h"

namespace yz::test {
namespace {

// A word that is missing, a colour that is another, a part that stands elsewhere move a block's mean by far
// more; another hinting of the same letters by less.
constexpr int most = 40;
// Thin strokes can fall on the other side of a block's border.
constexpr int blocks_most = 6;

struct Golden {
  const char* situation;
  const char* look;
  DrawnSize size;
  kiosk::AccessSettings access;
};

const std::vector<Golden>& goldens() {
  constexpr DrawnSize upright{540, 960};
  constexpr DrawnSize lying{960, 540};
  static const std::vector<Golden> all{
      {"attract", "calm", upright, {}},
      {"home", "calm", upright, {}},
      {"home", "lying", lying, {}},
      {"home", "contrast", upright, {.high_contrast = true}},
      {"access", "calm", upright, {}},
      {"identity.read", "calm", upright, {}},
      {"tickets.choose", "calm", upright, {}},
      {"tickets.done.printed", "calm", upright, {}},
      {"tickets.done.printed", "largest", upright, {.text_size = kiosk::TextSize::largest}},
      {"tickets.rate", "calm", upright, {}},
      {"practice.play.2", "calm", upright, {}},
      {"practice.play.hand", "lying", lying, {}},
      {"practice.play.undone", "contrast", upright, {.high_contrast = true}},
      {"practice.parts.3", "calm", upright, {}},
      {"gallery.buttons", "calm", upright, {}},
      {"gallery.cards", "calm", upright, {}},
      {"gallery.tiles8", "calm", upright, {}},
      {"gallery.tiles8", "lying", lying, {}},
      {"gallery.way", "calm", upright, {}},
      {"gallery.sheet", "calm", upright, {}},
      {"gallery.sheet", "contrast-lying", lying, {.high_contrast = true}},
      {"gallery.banners", "calm", upright, {}},
  };
  return all;
}

std::filesystem::path file_of(const Golden& golden) {
  return std::filesystem::path(YZ_SOURCE_DIR) / "tests/kiosk/golden" /
         (std::string(golden.situation) + '-' + golden.look + ".png");
}

kiosk::Picture picture_of(const Golden& golden) {
  const auto situation = std::ranges::find(situations(), golden.situation, &Situation::name);
  REQUIRE(situation != situations().end());
  DrawnScreen drawn(golden.size, golden.access);
  situation->prepare(drawn);
  drawn.draw();
  return drawn.picture();
}

void check_golden(const std::filesystem::path& file, const kiosk::Picture& now) {
  INFO(file);
  if (std::getenv("YZ_RENEW_GOLDEN") != nullptr) REQUIRE(write_golden(file, now));
  const auto then = read_golden(file);
  REQUIRE(then);
  const Difference found = compare(now, *then, most);
  INFO(found.blocks << " blocks differ, most at " << found.worst_x << ", " << found.worst_y << " by "
                    << found.worst);
  CHECK(found.blocks <= blocks_most);
}

TEST_CASE("golden: key screens look as in their pictures") {
  for (const Golden& golden : goldens()) check_golden(file_of(golden), picture_of(golden));
}

/// As an 80 mm receipt printer prints it.
kiosk::Picture printed(const hal::Slip& slip) {
  const kiosk::Config config;
  const auto glyphs = hal::Glyphs::open(config.font_regular, config.font_face);
  REQUIRE(glyphs);
  const hal::GreyPicture grey = hal::slip_picture(slip, hal::SlipPaper{}.width_dots, **glyphs);
  kiosk::Picture picture{grey.width, grey.height, {}};
  picture.rgba.reserve(4 * grey.dots.size());
  for (const std::uint8_t dot : grey.dots) picture.rgba.insert(picture.rgba.end(), {dot, dot, dot, 255});
  return picture;
}

TEST_CASE("golden: the memory card of a lesson is printed as in its picture") {
  DrawnScreen drawn;
  const practice::Lesson* lesson = drawn.practice().find("fraud");
  REQUIRE(lesson != nullptr);
  check_golden(std::filesystem::path(YZ_SOURCE_DIR) / "tests/kiosk/golden/slip.lesson.png",
               printed(kiosk::lesson_slip(drawn.station(), *lesson, drawn.services().texts)));
}

TEST_CASE("golden: a screen in another language, and a part in another state, are seen to differ") {
  const auto differs = [](const Golden& one, const Golden& other) {
    return compare(picture_of(one), picture_of(other), most).blocks > blocks_most;
  };
  const Golden home{"home", "calm", {540, 960}, {}};
  const Golden english{"home", "english", {540, 960}, {.language = kiosk::Language::en}};
  const Golden larger{"home", "large", {540, 960}, {.text_size = kiosk::TextSize::large}};
  CHECK(differs(home, english));
  CHECK(differs(home, larger));
  const Golden printed{"tickets.done.printed", "calm", {540, 960}, {}};
  const Golden jam{"tickets.done.jam", "calm", {540, 960}, {}};
  CHECK(differs(printed, jam));
  CHECK_FALSE(differs(home, home));
}

TEST_CASE("golden: each line of every memory card stands on one line of an 80 mm receipt") {
  DrawnScreen drawn;
  for (const practice::Lesson& lesson : drawn.practice().lessons()) {
    const hal::Slip slip = kiosk::lesson_slip(drawn.station(), lesson, drawn.services().texts);
    for (const hal::SlipBlock& block : slip.blocks) {
      const auto* text = std::get_if<hal::SlipText>(&block);
      if (text == nullptr) continue;
      INFO(lesson.id << ": " << text->text);
      CHECK(hal::slip_lines(text->text,
                            hal::SlipPaper{}.width_dots / (hal::SlipPaper{}.em_dots / 2 * text->scale))
                .size() == 1);
    }
  }
}

}  // namespace
}  // namespace yz::test
