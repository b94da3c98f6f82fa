// The gallery: every part in every state, a page each. Only `--gallery` leads here; nothing a resident
// touches does.
#include <array>
#include <utility>
#include <vector>

#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

/// What a page keeps between frames.
struct Shown {
  ui::Page page;
  int count{2};
  std::size_t tab{};
  std::vector<std::shared_ptr<const hal::GreyPicture>> photos;
  bool is_left{};  // a touch of its own part turns the page
};

/// Normal, pressed, cannot be used, busy, ringed, chosen: one of each, with words of their own.
std::vector<ui::Choice> in_every_state(ui::Ui& ui, const std::string& id, bool with_chosen) {
  std::vector<ui::Choice> all;
  for (const char* state : {"normal", "pressed", "off", "busy", "ringed"}) {
    all.push_back({.id = id + '.' + state,
                   .words = ui.word(std::string("gallery.") + state),
                   .second = ui.word("gallery.second"),
                   .icon = "heart"});
  }
  all[2].off_because = ui.word("gallery.off.why");
  all[3].busy = true;
  ui.show_as(all[1].id, ui::Look::pressed);
  ui.show_as(all[4].id, ui::Look::ringed);
  if (with_chosen) {
    all.push_back({.id = id + ".chosen",
                   .words = ui.word("gallery.chosen"),
                   .second = ui.word("gallery.second"),
                   .icon = "heart",
                   .chosen = true});
  }
  return all;
}

void draw_words(ui::Ui& ui, Shown&) {
  ui.steps(2, 5);
  ui.words("gallery.words.lead", {}, ui::Role::lead);
  ui.words("gallery.words.body");
  ui.words("gallery.words.small", {}, ui::Role::small);
  ui.number("gallery.words.number", "A012");
}

void draw_buttons(ui::Ui& ui, Shown&) {
  auto all = in_every_state(ui, "gallery.buttons", false);
  for (ui::Choice& choice : all) {
    choice.second.clear();
    choice.icon.clear();
  }
  all.front().main = true;
  ui.choices(all);
}

void draw_rows(ui::Ui& ui, Shown& shown) {
  if (ui.rows(in_every_state(ui, "gallery.rows", false), shown.page)) shown.is_left = true;
}

void draw_options(ui::Ui& ui, Shown&) {
  std::vector<ui::Choice> all;
  for (const char* option : {"one", "two", "three"}) {
    all.push_back({.id = std::string("gallery.options.") + option, .second = ui.word("gallery.second")});
    all.back().chosen = all.size() == 2;
  }
  ui.choices(all);
}

void draw_cards(ui::Ui& ui, Shown&) {
  auto all = in_every_state(ui, "gallery.cards", true);
  constexpr std::array inks{ui::Ink::violet, ui::Ink::blue, ui::Ink::brown,
                            ui::Ink::teal,   ui::Ink::rust, ui::Ink::green};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].ink = inks.at(i);
  ui.cards(all);
}

void draw_large_cards(ui::Ui& ui, Shown&) {
  auto all = in_every_state(ui, "gallery.large", false);
  all.resize(3);
  ui.cards(all);
}

struct SampleTile {
  const char* icon;
  ui::Ink ink;
};
constexpr std::array sample_tiles{
    SampleTile{"ticket", ui::Ink::main},       SampleTile{"heart", ui::Ink::violet},
    SampleTile{"school", ui::Ink::blue},       SampleTile{"silverware-variant", ui::Ink::brown},
    SampleTile{"gift", ui::Ink::teal},         SampleTile{"information", ui::Ink::rust},
    SampleTile{"qrcode-scan", ui::Ink::slate}, SampleTile{"bullhorn", ui::Ink::green}};

template <std::size_t count>
void draw_tiles(ui::Ui& ui, Shown& shown) {
  std::vector<ui::Tile> tiles;
  for (std::size_t i = 0; i < count; ++i) {
    tiles.push_back({.id = "gallery.tile." + std::to_string(i + 1),
                     .icon = sample_tiles.at(i).icon,
                     .colour = sample_tiles.at(i).ink,
                     .span = count == 2 ? 2 : 1});
  }
  if (count > 2) ui.show_as("gallery.tile.2", ui::Look::pressed);
  if (count > 2) ui.show_as("gallery.tile.3", ui::Look::ringed);
  if (ui.tiles(tiles)) shown.is_left = true;
}

void draw_keys(ui::Ui& ui, Shown&) {
  ui.field("gallery.keys.field", "210904 1949", {});
  ui.show_as("gallery.keys.5", ui::Look::pressed);
  ui.show_as("gallery.keys.8", ui::Look::ringed);
  ui.keypad("gallery.keys", true);
}

void draw_tabs(ui::Ui& ui, Shown& shown) {
  std::vector<ui::Choice> all;
  for (const char* tab : {"write", "pinyin", "speak", "phrases"})
    all.push_back({.id = std::string("gallery.tabs.") + tab});
  all.back().off_because = ui.word("gallery.off.why");
  if (const auto touched = ui.tabs(all, shown.tab)) shown.tab = *touched;
  for (const char* id : {"gallery.count.least", "gallery.count", "gallery.count.most"}) {
    const std::string_view which = id;
    const int value = which == "gallery.count.least" ? 1 : which == "gallery.count" ? shown.count : 9;
    const auto changed = ui.count(id, value, 1, 9);
    if (changed && which == "gallery.count") shown.count = *changed;
  }
}

/// A photo of nobody: paper with lines on it.
std::shared_ptr<const hal::GreyPicture> sample_photo(int width, int height) {
  hal::GreyPicture picture{width, height, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool is_line = y % 24 < 4 && x > width / 8 && x < width - width / 8;
      picture.dots.push_back(static_cast<std::uint8_t>(is_line ? 70 : 235 - (x + y) % 40));
    }
  }
  return std::make_shared<const hal::GreyPicture>(std::move(picture));
}

void draw_photos(ui::Ui& ui, Shown& shown) {
  if (shown.photos.empty()) {
    shown.photos = {sample_photo(320, 240), sample_photo(240, 320), sample_photo(320, 200),
                    sample_photo(640, 480)};
  }
  ui.show_as("gallery.photos.2", ui::Look::pressed);
  ui.show_as("gallery.photos.3", ui::Look::ringed);
  ui.thumbnails("gallery.photos", std::span(shown.photos).first(3));
  ui.photo("gallery.photo", shown.photos[3]);
}

void draw_progress(ui::Ui& ui, Shown&) {
  ui.progress("gallery.progress", 0.6F, ui.word("gallery.progress.done"));
}

void draw_waiting(ui::Ui& ui, Shown&) {
  ui.progress("gallery.waiting");
}

void draw_way(ui::Ui& ui, Shown& shown) {
  std::vector<ui::Stop> stops;
  for (const char* name : {"told", "checked", "given", "works", "judged", "closed"}) {
    ui::Stop stop;
    const std::string id = std::string("gallery.way.") + name;
    stop.state = stops.size() < 3    ? ui::Stop::State::done
                 : stops.size() == 3 ? ui::Stop::State::here
                                     : ui::Stop::State::next;
    stop.name = ui.word(id);
    if (stop.state != ui::Stop::State::next) {
      stop.who = ui.word("gallery.way.who");
      stop.when = ui.word("gallery.way.when");
    }
    stops.push_back(std::move(stop));
  }
  ui.way("gallery.way", stops, shown.page);
}

/// More than one page takes.
void draw_long_way(ui::Ui& ui, Shown& shown) {
  constexpr int count = 12;
  std::vector<ui::Stop> stops;
  stops.reserve(count);
  for (int i = 0; i < count; ++i) {
    stops.push_back({.state = i < 8    ? ui::Stop::State::done
                              : i == 8 ? ui::Stop::State::here
                                       : ui::Stop::State::next,
                     .name = ui.word("gallery.way.works"),
                     .who = ui.word("gallery.way.who"),
                     .when = ui.word("gallery.way.when")});
  }
  ui.way("gallery.longway", stops, shown.page);
}

void draw_levels(ui::Ui& ui, Shown&) {
  ui.level_bars("gallery.levels.bars", 0.6F);
  ui.meter("gallery.levels.meter", 0.4F);
  ui.ring("gallery.levels.ring", 14, 20);
}

void draw_empty(ui::Ui& ui, Shown&) {
  const std::array way_on{ui::Choice{.id = "gallery.empty.go", .main = true}};
  ui.choices(way_on);
  ui.empty("gallery.empty.words", "bullhorn", ui.word("gallery.empty.words"));
}

void draw_banners(ui::Ui& ui, Shown&) {
  ui.banner_with("gallery.banners.with", ui::Tone::notice, ui.word("gallery.banners.with"),
                 {.id = "gallery.banners.go"});
  ui.banner("gallery.banners.notice", ui::Tone::notice, ui.word("gallery.banners.notice"));
  ui.banner("gallery.banners.trouble", ui::Tone::trouble, ui.word("gallery.banners.trouble"));
  ui.banner("gallery.banners.done", ui::Tone::done, ui.word("gallery.banners.done"));
}

void draw_code(ui::Ui& ui, Shown&) {
  ui.qr("gallery.code.qr", "YZ1T.20261123.A012.7K3M9PQ2XW4T", "gallery.code.words");
}

template <ui::Illustration which>
void draw_picture(ui::Ui& ui, Shown&) {
  ui.illustration("gallery.picture", which);
}

void draw_faces(ui::Ui& ui, Shown& shown) {
  if (ui.faces("gallery.faces")) shown.is_left = true;
}

void draw_board(ui::Ui& ui, Shown&) {
  ui.board("gallery.board.called", {.caption = ui.word("home.calling"),
                                    .label = "A2-012",
                                    .where = ui.word("home.calling.where", {{"counter", "3"}}),
                                    .before = ui.word("home.called", {{"labels", "A011 C002"}})});
  ui.board("gallery.board.waiting", {.caption = ui.word("home.waiting", {{"count", "5"}})});
}

struct PageRow {
  const char* id;
  void (*draw)(ui::Ui&, Shown&);
};
constexpr std::array pages{PageRow{"gallery.words", draw_words},
                           PageRow{"gallery.buttons", draw_buttons},
                           PageRow{"gallery.rows", draw_rows},
                           PageRow{"gallery.options", draw_options},
                           PageRow{"gallery.cards", draw_cards},
                           PageRow{"gallery.large", draw_large_cards},
                           PageRow{"gallery.tiles2", draw_tiles<2>},
                           PageRow{"gallery.tiles4", draw_tiles<4>},
                           PageRow{"gallery.tiles6", draw_tiles<6>},
                           PageRow{"gallery.tiles8", draw_tiles<8>},
                           PageRow{"gallery.keys", draw_keys},
                           PageRow{"gallery.tabs", draw_tabs},
                           PageRow{"gallery.photos", draw_photos},
                           PageRow{"gallery.progress", draw_progress},
                           PageRow{"gallery.waiting", draw_waiting},
                           PageRow{"gallery.way", draw_way},
                           PageRow{"gallery.longway", draw_long_way},
                           PageRow{"gallery.levels", draw_levels},
                           PageRow{"gallery.empty", draw_empty},
                           PageRow{"gallery.banners", draw_banners},
                           PageRow{"gallery.code", draw_code},
                           PageRow{"gallery.faces", draw_faces},
                           PageRow{"gallery.board", draw_board},
                           PageRow{"gallery.card", draw_picture<ui::Illustration::card>},
                           PageRow{"gallery.phone", draw_picture<ui::Illustration::code>},
                           PageRow{"gallery.writing", draw_picture<ui::Illustration::writing>},
                           PageRow{"gallery.speaking", draw_picture<ui::Illustration::speaking>},
                           PageRow{"gallery.note", draw_picture<ui::Illustration::note>},
                           PageRow{"gallery.station", draw_picture<ui::Illustration::station>},
                           PageRow{"gallery.helper", draw_picture<ui::Illustration::helper>},
                           PageRow{"gallery.sheet", nullptr}};

class GalleryPage final : public Screen {
 public:
  GalleryPage(Services& services, std::size_t number) : services_(services), number_(number) {}

  [[nodiscard]] std::string_view name() const override { return pages.at(number_).id; }

  void draw(ui::Ui& ui) override {
    const PageRow& row = pages.at(number_);
    if (!fills_the_screen(row, ui)) draw_turning(ui);
    ui.title_words(row.id, ui.word(std::string(row.id) + ".title"));
    if (row.draw != nullptr) {
      row.draw(ui, shown_);
      if (shown_.is_left) turn(1);
      return;
    }
    const std::array answers{ui::Choice{.id = "gallery.sheet.no"},
                             ui::Choice{.id = "gallery.sheet.yes", .main = true}};
    if (const auto touched = ui.sheet("gallery.sheet.ask", answers)) turn(*touched == 0 ? -1 : 1);
  }

 private:
  /// No room for two buttons more: a touch of its own part turns the page, or the bar leads away.
  [[nodiscard]] static bool fills_the_screen(const PageRow& row, const ui::Ui& ui) {
    if (row.draw == draw_tiles<8> || row.draw == draw_faces) return true;
    if (row.draw == draw_long_way) return true;
    const bool may_be_paged = row.draw == draw_rows || row.draw == draw_way;
    return may_be_paged && ui.text_size() != TextSize::normal;
  }
  void draw_turning(ui::Ui& ui) {
    const auto touched = ui.pair({.id = "page.gallery.previous", .words = ui.word("page.previous")},
                                 {.id = "page.gallery.next", .words = ui.word("page.next")});
    if (touched) turn(*touched == 0 ? -1 : 1);
  }
  void turn(int by) {
    const auto count = static_cast<int>(pages.size());
    const auto next = (static_cast<int>(number_) + count + by) % count;
    services_.navigation.replace(pages.at(static_cast<std::size_t>(next)).id);
  }

  Services& services_;
  std::size_t number_;
  Shown shown_;
};

template <std::size_t number>
std::unique_ptr<Screen> make_page(Services& services, const Params&) {
  return std::make_unique<GalleryPage>(services, number);
}

template <std::size_t... numbers>
void add_pages(std::vector<ScreenRow>& table, std::index_sequence<numbers...>) {
  (table.push_back({pages.at(numbers).id, make_page<numbers>, IdleRule::never}), ...);
}

}  // namespace

std::span<const ScreenRow> screens_and_gallery() {
  static const std::vector<ScreenRow> table = [] {
    std::vector<ScreenRow> all(screens().begin(), screens().end());
    add_pages(all, std::make_index_sequence<pages.size()>());
    return all;
  }();
  return table;
}

}  // namespace yz::kiosk
