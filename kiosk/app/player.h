// A resident who does what lines say: real fingers through the real recogniser, one line after the other, an
// answer for each on stdout. Driven by the loop after every frame. UI thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/app/play_line.h"
#include "kiosk/app/queue.h"
#include "kiosk/app/stage.h"

namespace yz::kiosk {

/// What the player may do to the program.
struct PlayHands {
  std::function<void(const Finger&)> finger;
  std::function<bool(const std::string&)> type;
  std::function<Status(const std::string&)> shot;
  std::function<void(const PlayAccess&)> access;
  std::function<std::string()> screen;            // the current one's id
  std::function<void(const std::string&)> print;  // one line, flushed
};

class Player {
 public:
  /// A file is read whole; "-" is stdin, line by line as they come (`wake` is called for each).
  static Result<std::unique_ptr<Player>> open(const std::string& file, PlayHands hands, const Clock& clock,
                                              std::function<void()> wake);
  /// For tests: these lines and no more.
  static std::unique_ptr<Player> of_lines(const std::vector<std::string>& lines, PlayHands hands,
                                          const Clock& clock);
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// After a frame: what it shows, and the touches that ended since the last call.
  void step(const std::vector<WidgetInfo>& widgets, const std::vector<TouchRecord>& touches);
  [[nodiscard]] bool is_over() const { return over_; }
  [[nodiscard]] bool all_held() const { return held_; }
  /// Wants to be called again soon, not only when something happened.
  [[nodiscard]] bool is_busy() const {
    return !over_ && (current_ || !lines_->is_empty() || lines_->is_closed());
  }

 private:
  Player(PlayHands hands, const Clock& clock, bool ends_at_failure);
  enum class Touching { no, down, up };
  [[nodiscard]] std::optional<Status> carry_out(const PlayTap& tap, const std::vector<WidgetInfo>& widgets,
                                                const std::vector<TouchRecord>& touches);
  [[nodiscard]] std::optional<Status> carry_out(const PlayWrite& write,
                                                const std::vector<WidgetInfo>& widgets);
  [[nodiscard]] std::optional<Status> carry_out(const PlayWait& wait,
                                                const std::vector<WidgetInfo>& widgets) const;
  [[nodiscard]] std::optional<Status> carry_out(const PlayExpect& expect,
                                                const std::vector<WidgetInfo>& widgets) const;
  void begin(const std::string& text);
  void finish(const Status& status, const std::vector<WidgetInfo>& widgets);

  PlayHands hands_;
  const Clock& clock_;
  bool ends_at_failure_;
  std::shared_ptr<Queue<std::string>> lines_;  // shared with the thread that reads stdin
  std::thread reader_;
  std::optional<PlayLine> current_;
  std::string text_;
  std::string reason_;  // why the touch was not taken
  int number_{};
  Milliseconds began_{};
  Milliseconds touched_{};
  float x_{}, y_{};
  Touching touching_{Touching::no};
  std::size_t stroke_{};  // of a character that is being written
  std::size_t point_{};
  bool over_{};
  bool held_{true};
};

}  // namespace yz::kiosk
