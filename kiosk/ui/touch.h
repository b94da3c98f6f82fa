// The one recogniser of touches: fingers in, at most one taken touch out. Made for hands that shake
// (docs/accessibility.md, "Touch"). Pure: knows no screen and no clock; times are milliseconds since boot.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/stage.h"
#include "kiosk/ui/geometry.h"

namespace yz::ui {

struct Target {
  /// pad: is written on; what a finger draws there is ink (take_strokes) and never a tap. ground: what others
  /// stand on; it has what is not near one of them.
  enum class Kind { action, key, hold, pad, ground };
  std::string id;
  Rect rect;
  Kind kind{Kind::action};
};

/// Design pixels are multiplied by the picture's scale; times double-ish in slow mode as the fields say.
struct TouchRules {
  float slop{24};  // around a target, if no other is nearer
  float bounce_px{40};
  Milliseconds bounce{120};
  Milliseconds shortest{20};
  Milliseconds longest{3'000};
  Milliseconds same_action{600};
  Milliseconds same_key{250};
  Milliseconds new_screen{350};
  Milliseconds hold{2'000};
  Milliseconds lost{10'000};  // a finger that says nothing for so long has left unseen
  float slide{120};           // turns a page where nothing was touched
  [[nodiscard]] static TouchRules of(float scale, bool slow);
};

struct Tap {
  std::string id;
  bool held{};    // a `hold` target that was held long enough
  InkPoint at{};  // where the finger went up; while it is held, where it is
};

/// A page to turn: the finger went up or left, or the other way.
enum class Slide { onwards, back };

/// What a finger drew on a `pad` target between going down and up. The finger may leave the pad on its way.
struct PadStroke {
  std::string pad;
  std::vector<InkPoint> points;  // at least one
  Milliseconds from{}, to{};
  bool joins_last{};  // the finger bounced: it goes on with the stroke before
};
/// More points than any stroke of a character needs; a finger that scribbles on beyond it draws no more.
inline constexpr std::size_t ink_points_max = 4'000;

class TouchRecogniser {
 public:
  /// What can be touched now: those of the frame that is on the glass.
  void set_targets(std::vector<Target> targets) { targets_ = std::move(targets); }
  void set_rules(const TouchRules& rules) { rules_ = rules; }
  void finger(const kiosk::Finger& event);
  /// Time passes while a finger lies on a `hold` target.
  void tick(Milliseconds now);
  /// Another screen: what was begun on the old one counts for nothing.
  void screen_changed(Milliseconds now);

  /// The touch that was taken since the last call.
  std::optional<Tap> take_tap();
  /// The slide that touched nothing, since the last call. Never needed: every page has its buttons too.
  std::optional<Slide> take_slide();
  /// Strokes that ended since the last call.
  [[nodiscard]] std::vector<PadStroke> take_strokes();
  /// The stroke that is being drawn; nullptr if none.
  [[nodiscard]] const PadStroke* drawing() const { return stroke_ ? &*stroke_ : nullptr; }
  /// The target under the first finger, to be drawn pressed; nullptr if none, or if it is a pad.
  [[nodiscard]] const std::string* pressed() const;
  /// A finger rests on what can be held; tick() has to be called while it does.
  [[nodiscard]] bool is_holding() const;
  /// 0…1 while a `hold` target is held.
  [[nodiscard]] float hold_progress(Milliseconds now) const;
  [[nodiscard]] bool is_finger_down() const { return !down_.empty(); }
  /// Touches that ended since the last call, also those that were not taken.
  [[nodiscard]] std::vector<kiosk::TouchRecord> take_records();

 private:
  struct First {  // the finger that counts
    std::int64_t finger{};
    float down_x{}, down_y{}, x{}, y{};
    Milliseconds down_at{};
    std::string target;
    Target::Kind kind{};
    bool ended{};  // was taken already, or is what is left of a touch that was
    bool held{};   // taken because it was held
  };
  struct Down {  // a finger on the glass
    float x{}, y{};
    Milliseconds at{};
    Milliseconds heard{};  // its last event
  };
  [[nodiscard]] const Target* target_at(float x, float y) const;
  void forget_lost(const kiosk::Finger& event);
  void begin(const kiosk::Finger& event);
  void end(const kiosk::Finger& event);
  [[nodiscard]] std::string why_not(const First& first, const kiosk::Finger& up) const;
  void take(const First& first, Milliseconds at, bool held);
  void look_for_slide(const First& first);
  void begin_stroke(const kiosk::Finger& event, bool joins_last);
  void draw_on(const kiosk::Finger& event);
  void note(const kiosk::Finger& up, const Down& down, const std::string& target,
            const std::string& not_taken);

  TouchRules rules_;
  std::vector<Target> targets_;
  std::map<std::int64_t, Down> down_;  // fingers on the glass
  bool all_cancelled_{};               // three fingers came; till all are up
  std::optional<First> first_;
  std::optional<First> last_;  // the touch before, for bouncing
  Milliseconds last_up_{-1'000'000};
  bool last_too_short_{};
  Milliseconds screen_since_{-1'000'000};
  std::string rest_target_;
  Milliseconds rest_since_{-1'000'000};
  std::optional<Tap> tap_;
  std::optional<Slide> slide_;
  std::optional<PadStroke> stroke_;
  std::vector<PadStroke> strokes_;
  std::vector<kiosk::TouchRecord> records_;
};

}  // namespace yz::ui
