// Which screen is shown, and the time rules: who walks away leaves nothing behind. Changes asked for while a
// screen draws happen between two frames. UI thread; driven by tick(), so that a test moves an hour in a
// line.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "kiosk/app/screen.h"
#include "kiosk/app/session.h"

namespace yz::kiosk {

/// Slow mode doubles them all.
struct IdleTimes {
  Milliseconds ask_after{60'000};
  Milliseconds ask_after_unhurried{120'000};
  Milliseconds answer{20'000};
  Milliseconds attract_after{90'000};
  Milliseconds result{30'000};
  Milliseconds result_longer{60'000};
  Milliseconds ring{20'000};  // the last so many are shown as a ring
  Milliseconds staff_lock{120'000};
};

/// What makes the timers stand still.
struct Occupied {
  bool speaking{};
  bool device_works{};
  bool finger_down{};
  [[nodiscard]] bool any() const { return speaking || device_works || finger_down; }
};

class Navigation {
 public:
  Navigation(std::span<const ScreenRow> table, Session& session, const Clock& clock, IdleTimes times = {});

  // ── what screens ask ──
  /// A screen that is not in the table is a bug.
  void open(std::string_view screen, Params params = {});
  /// Puts it in the place of the current one: 返回 then skips over it.
  void replace(std::string_view screen, Params params = {});
  /// To the screen before, which is as it was; on the first screen: home.
  void back();
  /// 首页: asks first (leave.ask) when something written was not sent; the visit goes on.
  void home();
  /// 办完了, idle, discarded: wipes the session before the next frame and shows home.
  void leave();
  /// The same, with that screen on top of home: whoever calls for help may be the next one. How the screen is
  /// wanted (size, language …) stays: it is nobody's secret, and who needs it large needs it now.
  void leave_for(std::string_view screen);
  /// 多看一会, 我还在.
  void stay_longer();
  /// Seconds left, when they are to be shown as a ring.
  [[nodiscard]] std::optional<int> seconds_left() const;

  // ── what the loop does ──
  void set_services(Services& services);  // once, before anything else
  /// Over whatever is shown, which is as it was once that is left; over attract: home.
  void take_over(std::string_view screen);
  /// Nobody is in the middle of anything: home, attract, or a takeover over nothing but home.
  [[nodiscard]] bool is_at_rest() const;
  /// Last of all: no screen is left, whose destructors still use the services.
  void end() { stack_.clear(); }
  /// Carries out what was asked; true when another screen is shown now.
  bool apply();
  void touched();
  void tick(const Occupied& occupied);
  /// When tick() will have something to do (time since boot), for the loop's sleep.
  [[nodiscard]] std::optional<Milliseconds> deadline() const;
  [[nodiscard]] Screen& current() const;
  [[nodiscard]] std::string_view current_id() const { return stack_.back().row->id; }
  [[nodiscard]] IdleRule current_idle() const { return stack_.back().row->idle; }
  /// Rises whenever another screen comes on top: "once per screen visit" hangs on it.
  [[nodiscard]] std::uint64_t visit() const { return visit_; }
  /// Rises with every wiped session.
  [[nodiscard]] std::uint64_t visitors() const { return visitors_; }

 private:
  struct Entry {
    const ScreenRow* row;
    std::unique_ptr<Screen> screen;
  };
  struct Pending {
    enum class Kind { open, replace, back, home, leave } kind;
    const ScreenRow* row{};
    Params params;
  };
  [[nodiscard]] const ScreenRow* find(std::string_view id) const;
  void push(const ScreenRow& row, const Params& params);
  void start_over(std::string_view screen);
  void carry_out(const Pending& pending);
  void run_out();
  [[nodiscard]] Milliseconds limit() const;
  [[nodiscard]] bool is_counting() const;

  std::span<const ScreenRow> table_;
  Session& session_;
  const Clock& clock_;
  IdleTimes times_;
  Services* services_{};
  std::vector<Entry> stack_;
  std::vector<Pending> pending_;
  Milliseconds since_{};  // when the time of the current screen began to run
  Milliseconds last_tick_{};
  Milliseconds added_{};  // by 多看一会
  std::uint64_t visit_{};
  std::uint64_t visitors_{};
};

}  // namespace yz::kiosk
