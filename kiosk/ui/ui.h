// What a screen draws with: words that flow down their column, targets that are stacked up from the lower
// edge within reach, and the few parts of docs/accessibility.md. One id is the widget, its words, its speech,
// and what a test touches. UI thread; one object for the program, begin() and end() around each frame.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app/markdown.h"
#include "kiosk/app/services.h"
#include "kiosk/app/stage.h"
#include "kiosk/ui/illustrations.h"
#include "kiosk/ui/layout.h"
#include "kiosk/ui/paint.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/touch.h"

namespace yz::ui {

using kiosk::Placeholder;

/// A button of a question: "tickets.take". `words` already in the chosen language; empty takes those of the
/// id.
struct Choice {
  std::string id;
  std::string words{};
  std::string second{};          // a smaller second line; may be empty
  std::string say{};             // its spoken name, where the words are somebody's own
  std::string icon{};            // glyph name, or one letter; may be empty
  bool main{};                   // the one red button of the screen
  std::string off_because{};     // what is said when it is touched though it cannot be used; empty: it can
  std::optional<bool> chosen{};  // one of several, or on and off: a mark at its end, the chosen one in gold
  bool busy{};                   // was touched and works: stands there till it is over
  Ink ink{Ink::text};            // of its icon
  int stars{};                   // 1…5: a face from bad to good instead of an icon
};

/// A tile of the home screen.
struct Tile {
  std::string id;
  std::string icon;
  Ink colour{Ink::main};
  int span{1};  // columns
};

/// The blocks that stand on a page of a longer text.
struct ReadingPage {
  std::size_t first{};
  std::size_t last{};
  bool has_any{};
};

/// Whom to call: "报警", "110".
struct PhoneNumber {
  std::string name;
  std::string digits;
};

inline constexpr float line_pitch = 1.4F;  // em, from line to line
inline constexpr Milliseconds toast_time{4'000};
inline constexpr Milliseconds wait_before_way_out{8'000};

enum class Tone { notice, trouble, done };

/// Where rows and long words have been turned to; a screen keeps one.
struct Page {
  std::size_t number{};
  bool is_turned{};  // by hand; until then a way shows where it stands
};

/// One of the steps that something takes, e.g. a wish from told to done.
struct Stop {
  enum class State { done, here, next };
  State state{};
  std::string name;
  std::string who{};
  std::string when{};
};

/// The call board of the home screen; `label` may be empty, then `caption` says all.
struct Board {
  std::string caption;
  std::string label{};
  std::string where{};
  std::string before{};
};

/// How a widget looks while a finger or an ear is on it.
enum class Look { normal, pressed, ringed };

class Ui {
 public:
  Ui(Paint paint, kiosk::Services& services);

  // ── words ──
  /// The heading, and the sentence that is spoken when `say` names one. Once a screen, first.
  void title(std::string_view id, std::initializer_list<Placeholder> values = {});
  void title_words(std::string_view id, const std::string& words);
  /// A paragraph by the id of its words, or of given words.
  void words(std::string_view id, std::initializer_list<Placeholder> values = {}, Role role = Role::body);
  void paragraph(std::string_view id, const std::string& words, Role role = Role::body, Ink ink = Ink::text);
  /// The label, very large. `say`: how it is read aloud.
  void number(std::string_view id, const std::string& label);
  /// A tinted box with an icon: what happened, what is kept, what to do.
  void banner(std::string_view id, Tone tone, const std::string& words);
  void qr(std::string_view id, const std::string& code, std::string_view caption_id);
  /// Seconds left, shown as a ring; in it the seconds, or other words.
  void ring(std::string_view id, int seconds, int of_seconds, const std::string& words = {});
  /// A bar filled from 0 to 1: how loud a voice comes.
  void meter(std::string_view id, float filled);
  /// What was typed so far.
  void field(std::string_view id, const std::string& shown, const std::string& hint);
  /// A picture instead of words: one icon, large.
  void picture(std::string_view id, std::string_view icon, Ink ink);
  /// A camera's view, or a slip as it will be: as large as there is room for, with its caption.
  void photo(std::string_view id, const std::shared_ptr<const hal::GreyPicture>& picture);
  void photo(std::string_view id, const std::shared_ptr<const hal::ColourPicture>& picture);
  /// A red box: the camera or the microphone is open.
  void sign(std::string_view id, std::string_view icon, const std::string& words);
  /// The same at the side of a screen that has nothing but big words, e.g. the time.
  void centred(std::string_view id, const std::string& words, Role role, Ink ink = Ink::text);
  void space(float design_px);
  /// "第 2 步，共 5 步": only where the number of steps is sure.
  void steps(int step, int of);
  /// The steps of something, in the room that words and targets leave: after them, as with photo().
  void way(std::string_view id, std::span<const Stop> stops, Page& page);
  /// How loud a voice comes, 0…1, as columns.
  void level_bars(std::string_view id, float level);
  /// What to do, as a picture, in the room that words and targets leave: after them, as with photo(); left
  /// out where it would be too small to help. `design_height`: so high, where it stands among words.
  void illustration(std::string_view id, Illustration which, float design_height = 0);
  /// A card of the hall's call board: who is called and where to, or how many wait.
  void board(std::string_view id, const Board& board);
  /// Nothing is here yet: what will be, under an icon, in the room that is left. The way on is a button.
  void empty(std::string_view id, std::string_view icon, const std::string& words);
  /// A longer text at reading size, page by page; with more than one, its two turning buttons stand below.
  /// After the targets of the screen, last of all.
  ReadingPage reading(std::string_view id, std::span<const kiosk::TextBlock> blocks, Page& page);
  /// The whole screen in that colour; first of all.
  void tinted(Ink paper);
  /// Numbers to dial, one a line, as large as they fit; lying, they stand above the targets.
  void phone_numbers(std::string_view id, std::span<const PhoneNumber> all);

  // ── targets: the index of the one that was touched ──
  std::optional<std::size_t> choices(std::span<const Choice> all);
  /// Two beside each other at the lower edge, above them whatever comes next.
  std::optional<std::size_t> pair(const Choice& left, const Choice& right);
  /// A list, page by page, with its two turning buttons below when it needs them.
  std::optional<std::size_t> rows(std::span<const Choice> all, Page& page);
  std::optional<std::size_t> tiles(std::span<const Tile> all);
  /// 1…9, delete, 0 and, with `with_x`, X; '<' is delete. Its ids are `<id>.1` …
  std::optional<char> keypad(std::string_view id, bool with_x);
  /// Five buttons from very good to very bad; 5…1.
  std::optional<int> faces(std::string_view id);
  /// White cards with a coloured icon, a name and a short second line; two beside each other from the fourth
  /// on.
  std::optional<std::size_t> cards(std::span<const Choice> all);
  /// One row of up to four ways to do the same; `chosen` is the one that is shown.
  std::optional<std::size_t> tabs(std::span<const Choice> all, std::size_t chosen);
  /// − n +: the new number when it was changed. Its ids are `<id>.less` and `<id>.more`; `{count}` in its
  /// words.
  std::optional<int> count(std::string_view id, int value, int least, int most);
  /// Up to four pictures beside each other; the one that was touched. Its ids are `<id>.1` …
  std::optional<std::size_t> thumbnails(std::string_view id,
                                        std::span<const std::shared_ptr<const hal::GreyPicture>> photos);
  /// A banner within reach, with one button at its end.
  bool banner_with(std::string_view id, Tone tone, const std::string& words, const Choice& button);
  /// Something works: words, a bar where the part that is done is known (0…1), a figure. True: 不等了 was
  /// touched, which stands there after wait_before_way_out.
  bool progress(std::string_view id, std::optional<float> part = {}, const std::string& figure = {});
  /// A question over the dimmed screen, last in draw(): `<id>.title` and `<id>.words` over at most two
  /// buttons. Nothing below it can be touched, and only a button closes it.
  std::optional<std::size_t> sheet(std::string_view id, std::span<const Choice> all,
                                   std::initializer_list<Placeholder> values = {});
  /// The whole screen is one target.
  bool anywhere(std::string_view id);

  // ── speech and short messages ──
  /// The sentence of this screen; see Speaker::say.
  void say(std::string_view id, std::initializer_list<Placeholder> values = {});
  /// One line at the top for toast_time, never the only place of a fact: the answer to a touch, at once and
  /// gone with the screen; or news, which waits until a call's banner has gone.
  enum class Toast { answer, news };
  void toast(Toast kind, const std::string& words);
  /// The screen wants to be drawn again after that time without any event.
  void again_in(Milliseconds time);
  /// No status bar, no fixed bar: attract.
  void without_frame() { frame_ = false; }
  /// The whole screen, black.
  void darkness() const;
  /// The text field that a keyboard or a test types into; called by field()'s owner each frame.
  std::optional<std::string> typed(std::string_view id);

  [[nodiscard]] std::string word(std::string_view id, std::initializer_list<Placeholder> values = {}) const;
  [[nodiscard]] kiosk::Services& services() { return services_; }
  [[nodiscard]] bool is_portrait() const { return layout_.portrait; }
  [[nodiscard]] kiosk::TextSize text_size() const { return services_.session.access.text_size; }

  // ── the stage's part ──
  void begin(int width, int height, std::string_view screen);
  /// True: the words did not fit above the targets, and the screen is to be drawn again at once, with smaller
  /// ones.
  [[nodiscard]] bool end();
  /// The words had to be made smaller: a screen leaves out what it can do without.
  [[nodiscard]] bool is_tight() const { return squeeze_ > 0; }
  /// Before they are drawn: the screen has other words now, which begin at their full size again.
  void words_changed() { squeeze_ = 0; }
  [[nodiscard]] TouchRecogniser& touch() { return touch_; }
  [[nodiscard]] const TouchRecogniser& touch() const { return touch_; }
  [[nodiscard]] const std::vector<kiosk::WidgetInfo>& widgets() const { return widgets_; }
  [[nodiscard]] std::optional<Milliseconds> next_frame() const { return next_frame_; }
  [[nodiscard]] const Layout& layout() const { return layout_; }
  [[nodiscard]] const Paint& paint() const { return paint_; }
  bool type(const std::string& text);
  void screen_changed();
  /// For the gallery: the widget looks so in this frame, whatever fingers do.
  void show_as(std::string_view id, Look look) { shown_as_.emplace(id, look); }

 private:
  friend class TextPad;
  friend class PracticePhone;
  friend class PhoneParts;
  struct Fit {  // how words stand in a box
    float em{};
    std::vector<std::string> lines;
    /// From the first line's top to the last one's foot.
    [[nodiscard]] float height() const {
      return em * (1 + line_pitch * static_cast<float>(lines.size() - 1));
    }
    /// With the space below the last line.
    [[nodiscard]] float pitched_height() const { return em * line_pitch * static_cast<float>(lines.size()); }
  };
  [[nodiscard]] float px(float design) const { return design * layout_.scale; }
  [[nodiscard]] float em(Role role) const { return px(em_of(role, text_size())); }
  [[nodiscard]] Colour colour(Ink ink) const { return colour_of(palette_of(contrast_), ink); }
  /// What the screen is drawn for; when it changes, words begin at their full size again.
  struct Shape {
    std::string screen;
    int width{}, height{};
    kiosk::TextSize text_size{};
    kiosk::Language language{};
    bool operator==(const Shape&) const = default;
  };
  /// Of this frame and of the one before: a banner sounds when it comes.
  std::map<std::string, Tone> banners_;
  std::map<std::string, Tone> banners_before_;
  struct Squeezed {
    Role role;
    kiosk::TextSize size;
    bool is_dense;
  };
  [[nodiscard]] Squeezed squeezed(Role role) const;
  /// Words of the column above the targets; targets keep their size.
  [[nodiscard]] Fit fit_words(const std::string& words, Role role, Weight weight, float width,
                              std::size_t lines_max) const;
  [[nodiscard]] Fit fit(const std::string& words, Role role, Weight weight, float width,
                        std::size_t lines_max) const;
  /// Bold words on one line, short by their nature: whole in any language rather than large.
  [[nodiscard]] Fit shrunk(const std::string& words, Role role, float width) const;
  [[nodiscard]] Fit fit_in(const std::string& words, Role role, kiosk::TextSize text_size, Weight weight,
                           float width, std::size_t lines_max) const;
  void record(std::string_view id, std::string_view kind, const Rect& rect, const std::string& words,
              float em, Ink fg, Ink bg, bool touchable, bool small);
  /// Registers a target; true when it was touched.
  bool target(std::string_view id, const Rect& rect, Target::Kind kind = Target::Kind::action);
  void sound_new_banners();
  /// 先听后点: the first touch of a target says its name and rings it, the second acts.
  void hear_first();
  [[nodiscard]] bool is_pressed(std::string_view id) const;
  [[nodiscard]] bool is_ringed(std::string_view id) const;
  /// A ring around the inside of `rect`: gold, on light ground between dark lines.
  void ring_of_touch(const Rect& rect, Colour ground);
  /// Box, pressed look, edge.
  void face(std::string_view id, const Rect& rect, Ink inside, Ink edge, bool off);
  float lines(const Rect& box, const Fit& fit, Weight weight, Ink ink, bool centred);
  bool button(const Rect& rect, const Choice& choice, Role role, bool row);
  /// The icon of a button or row, from `left` on; how much of the width it took.
  float emblem(const Rect& rect, float left, const Choice& choice, Ink inside, Ink front, bool row);
  bool tile(const Rect& rect, const Tile& tile);
  struct ToneLook {
    Ink back;
    Ink front;
    const char* icon;
  };
  [[nodiscard]] static ToneLook look_of(Tone tone);
  bool card(const Rect& rect, const Choice& card);
  /// Icon, name and second line, above or beside each other.
  struct Pictogram {
    std::string_view icon;
    std::string words;
    std::string second;
    Ink front;
    Ink icon_ink;
  };
  struct Captions {
    Fit name;
    Fit second;
    bool has_second{};
    float h{};
  };
  [[nodiscard]] Captions captions_of(const Pictogram& shown, Role role, float width) const;
  /// The em of the name.
  float pictogram(const Rect& rect, const Pictogram& shown);
  [[nodiscard]] float second_lines_beyond_one(std::span<const Choice> rows) const;
  bool turn(std::string_view id, const Rect& rect, bool usable);
  /// 上一页 and 下一页 at the lower edge.
  void turning(Page& page, std::size_t pages);
  bool tab(const Rect& rect, const Choice& tab, bool chosen);
  /// `small`: of a keyboard, where targets may be smaller than elsewhere.
  bool key(const std::string& id, const Rect& rect, const std::string& words, bool small);
  bool step_button(const std::string& id, const Rect& rect, std::string_view icon, bool usable,
                   std::string_view why);
  struct WayFit;
  [[nodiscard]] WayFit way_fit(std::span<const Stop> stops, float width, kiosk::TextSize size,
                               bool one_line) const;
  float stop(std::string_view id, const Rect& column, const Stop& stop, const WayFit& fit, bool is_last);
  void face(std::string_view id, const Rect& rect, Ink inside, Ink edge, bool off, bool chosen);
  void status_bar();
  void fixed_bar();
  bool bar_button(std::string_view id, const Rect& rect, std::string_view icon, Ink ink, Target::Kind kind,
                  bool off);
  void bar_action(std::size_t index, bool on_home);
  void help_button(bool was_held);
  void overlays();
  void overlay(std::string_view id, std::string_view icon, const std::string& words, Role role, Ink back);
  [[nodiscard]] Rect take_from_below(float height);
  /// The frame of a picture; what is inside it.
  Rect photo_box(std::string_view id, int width, int height);

  struct Kept {  // the illustration that was drawn last
    Illustration which{};
    int width{};
    bool contrast{};
    std::shared_ptr<const Drawing> drawing;
  };
  void smiley(float centre_x, float centre_y, float radius, int stars);

  Paint paint_;
  kiosk::Services& services_;
  Kept kept_;
  TouchRecogniser touch_;
  std::optional<Tap> tap_;
  Shape shape_;
  int squeeze_{};  // steps: text sizes down to the normal one, then less air, then a role less
  bool is_redrawn_{};
  float overlay_bottom_{};      // of the frame before; 0: nothing lay over it
  std::optional<Slide> slide_;  // turns a page, nothing else
  bool had_input_{};            // a touch or typed text belongs to this frame
  Layout layout_;
  bool contrast_{};
  bool frame_{true};
  Ink paper_{Ink::paper};  // behind the words of this screen
  std::string screen_;
  float words_y_{};
  float targets_bottom_{};
  std::vector<Target> targets_;
  std::vector<kiosk::WidgetInfo> widgets_;
  std::optional<Milliseconds> next_frame_;
  std::map<std::string, Look, std::less<>> shown_as_;
  std::string heard_;  // the target whose name was said; the next touch of it acts
  std::string sheet_;  // that stands in this frame
  std::string sheet_before_;
  std::string progress_;  // that is shown in this frame
  std::string progress_before_;
  Milliseconds progress_since_{};
  std::string typing_into_;
  std::string typed_;
  std::string toast_;
  Toast toast_kind_{};
  Milliseconds toast_until_{};
  int corner_taps_{};
  Milliseconds corner_since_{};
  kiosk::NetLink link_before_{kiosk::NetLink::not_enrolled};
};

}  // namespace yz::ui
