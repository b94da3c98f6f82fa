#include "kiosk/ui/theme.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cstdlib>
#include <set>
#include <tuple>

namespace yz::test {
namespace {

using ui::Ink;

struct Pair {
  const char* name;
  Ink front;
  Ink back;
  double ratio;  // with the calm colours, as docs/accessibility.md promises at least 7 for
};

/// Whatever is written on whatever, by any part.
constexpr std::array pairs{
    Pair{"text on paper", Ink::text, Ink::paper, 16.24},
    Pair{"text on a card", Ink::text, Ink::card, 17.12},
    Pair{"second line on paper", Ink::text_soft, Ink::paper, 9.37},
    Pair{"second line on a card", Ink::text_soft, Ink::card, 9.87},
    Pair{"main button", Ink::on_main, Ink::main, 7.62},
    Pair{"chosen", Ink::on_gold, Ink::gold, 9.39},
    Pair{"notice", Ink::text, Ink::notice, 14.29},
    Pair{"trouble", Ink::text, Ink::trouble, 14.45},
    Pair{"trouble's words", Ink::trouble_text, Ink::trouble, 7.94},
    Pair{"done", Ink::text, Ink::done, 14.58},
    Pair{"done's words", Ink::done_text, Ink::done, 7.11},
    Pair{"off", Ink::off_text, Ink::off, 7.55},
    Pair{"status bar", Ink::on_bar, Ink::bar, 16.24},
    Pair{"scan", Ink::on_main, Ink::slate, 9.14},
    Pair{"notices", Ink::on_main, Ink::green, 8.35},
    Pair{"lessons", Ink::on_main, Ink::blue, 8.00},
    Pair{"wishes", Ink::on_main, Ink::violet, 9.90},
    Pair{"meals", Ink::on_main, Ink::brown, 7.98},
    Pair{"volunteers", Ink::on_main, Ink::teal, 8.04},
    Pair{"guide", Ink::on_main, Ink::rust, 7.76},
};

TEST_CASE("theme: what is written on what keeps 7:1, and 14:1 in high contrast") {
  for (const Pair& pair : pairs) {
    INFO(pair.name);
    const auto calm = ui::palette_of(false);
    CHECK_THAT(ui::contrast(colour_of(calm, pair.front), colour_of(calm, pair.back)),
               Catch::Matchers::WithinAbs(pair.ratio, 0.02));
    CHECK(pair.ratio >= 7.0);
    const auto high = ui::palette_of(true);
    CHECK(ui::contrast(colour_of(high, pair.front), colour_of(high, pair.back)) >= 14.0);
  }
}

TEST_CASE("theme: edges and rings keep 3:1 against what they stand on") {
  const auto calm = ui::palette_of(false);
  for (const auto& [line, ground] :
       {std::pair{Ink::edge, Ink::paper}, std::pair{Ink::edge, Ink::card}, std::pair{Ink::gold, Ink::main}}) {
    CHECK(ui::contrast(colour_of(calm, line), colour_of(calm, ground)) >= 3.0);
  }
  // The ring of a finger lies on the darkened colour.
  for (const Ink ink :
       {Ink::main, Ink::slate, Ink::green, Ink::blue, Ink::violet, Ink::brown, Ink::teal, Ink::rust}) {
    CHECK(ui::contrast(colour_of(calm, Ink::gold), ui::pressed(colour_of(calm, ink))) >= 4.1);
  }
}

TEST_CASE("theme: the colours of the home screen's fields can be told apart") {
  const auto calm = ui::palette_of(false);
  std::set<std::tuple<int, int, int>> seen;
  for (const Ink ink :
       {Ink::main, Ink::violet, Ink::blue, Ink::brown, Ink::teal, Ink::rust, Ink::slate, Ink::green}) {
    const ui::Colour colour = colour_of(calm, ink);
    seen.emplace(colour.r, colour.g, colour.b);
  }
  CHECK(seen.size() == 8);
}

TEST_CASE("theme: a letter grows with the text size and shrinks with its role") {
  using kiosk::TextSize;
  for (const ui::Role role : {ui::Role::number, ui::Role::title, ui::Role::lead, ui::Role::body}) {
    CHECK(ui::em_of(role, TextSize::normal) < ui::em_of(role, TextSize::large));
    CHECK(ui::em_of(role, TextSize::large) < ui::em_of(role, TextSize::largest));
    CHECK(ui::em_of(ui::smaller(role), TextSize::normal) < ui::em_of(role, TextSize::normal));
  }
  CHECK(ui::smaller(ui::Role::small) == ui::Role::small);
}

}  // namespace
}  // namespace yz::test
