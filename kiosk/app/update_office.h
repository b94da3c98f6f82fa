// A new system image: what the hub offers is asked of the machine's own installer, what becomes of it is told
// to the hub (docs/formats/app-update.md). Files only: the kiosk can neither write a disk nor restart a
// machine. Station thread; calls block for the disk.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "domain/app/app_events.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/views.h"
#include "offline-cache/content_documents.h"

namespace yz::kiosk {

/// What the installer says of an image.
struct InstallerWord {
  std::string version;
  UpdateStep step{};
  std::string reason;  // of refused and failed
  bool operator==(const InstallerWord&) const = default;
};
/// "0.9.2 refused older"; nothing for anything else. While a stick is looked for the version is "0".
[[nodiscard]] std::optional<InstallerWord> parse_installer_word(std::string_view text);

class UpdateOffice {
 public:
  struct Folders {
    std::filesystem::path asks;     // ours; made where it is missing
    std::filesystem::path answers;  // the installer's; empty: this machine has none
  };
  /// Tells the hub what runs, and whether the last image that was installed stayed.
  static Result<std::unique_ptr<UpdateOffice>> open(Ledger& ledger, Folders folders);
  UpdateOffice(const UpdateOffice&) = delete;
  UpdateOffice& operator=(const UpdateOffice&) = delete;

  /// The hub offers this one. What was given up once is not asked for again.
  [[nodiscard]] Status take(const cache::AppOffer& offer);
  /// Staff plugged in a stick with an image on it, or will within two minutes.
  [[nodiscard]] Status ask_stick();
  /// Reads what the installer says.
  [[nodiscard]] Status look();
  /// As look(), and `is_idle`: nobody is in front, so the machine may start anew.
  [[nodiscard]] Status tick(bool is_idle);
  /// Somebody may be waiting for the installer's next word: look() often.
  [[nodiscard]] bool is_waiting() const {
    return view_.step == UpdateStep::looking || view_.step == UpdateStep::installing;
  }
  [[nodiscard]] Milliseconds until_look(Milliseconds most) const {
    return is_waiting() ? std::min(most, Milliseconds{2'000}) : most;
  }

  [[nodiscard]] const UpdateView& view() const { return view_; }

 private:
  UpdateOffice(Ledger& ledger, Folders folders) : ledger_(ledger), folders_(std::move(folders)) {}
  [[nodiscard]] Status begin();
  [[nodiscard]] Status judge_tried();
  [[nodiscard]] Status take(const InstallerWord& word);
  [[nodiscard]] Status give_up(const std::string& version);
  [[nodiscard]] Status tell(const domain::AppEvent& event);
  [[nodiscard]] std::string asked(const char* name) const;
  [[nodiscard]] Status ask(const char* name, const std::string& text) const;
  [[nodiscard]] std::optional<InstallerWord> word() const;

  Ledger& ledger_;
  Folders folders_;
  UpdateView view_;
  std::optional<InstallerWord> last_;
  std::string tried_;  // installed, and not known yet to stay
  std::set<std::string> given_up_;
  int idle_ticks_{};
  bool asked_restart_{};
};

}  // namespace yz::kiosk
