#include "kiosk/app/update_office.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <system_error>
#include <utility>

#include "offline-cache/files.h"

namespace yz::kiosk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t file_bytes_max = 4'096;
/// More are not kept: one that is offered again after so many is refused again.
constexpr std::size_t given_up_max = 50;
constexpr std::string_view stick_reason = "stick_";
/// Nobody in front at so many ticks one after the other: a slip is out of the printer by then.
constexpr int idle_ticks_before_restart = 2;

constexpr std::array<std::pair<std::string_view, UpdateStep>, 5> steps{
    {{"looking", UpdateStep::looking},
     {"installing", UpdateStep::installing},
     {"installed", UpdateStep::installed},
     {"refused", UpdateStep::refused},
     {"failed", UpdateStep::failed}}};

/// One line of a small file, or nothing.
std::string line_of(const fs::path& file) {
  const auto bytes = cache::read_whole(file, file_bytes_max);
  return bytes ? bytes->substr(0, bytes->find('\n')) : std::string();
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::optional<InstallerWord> parse_installer_word(std::string_view text) {
  const auto first = text.find(' ');
  if (first == std::string_view::npos || !domain::is_app_version(text.substr(0, first))) return std::nullopt;
  const auto second = text.find(' ', first + 1);
  const std::string_view name = text.substr(first + 1, second == text.npos ? second : second - first - 1);
  const auto step =
      std::find_if(steps.begin(), steps.end(), [name](const auto& one) { return one.first == name; });
  if (step == steps.end()) return std::nullopt;
  const std::string_view reason = second == text.npos ? std::string_view() : text.substr(second + 1);
  if (reason.size() > domain::app_reason_chars_max || !is_plain(reason)) return std::nullopt;
  if (step->second == UpdateStep::refused && reason.empty()) return std::nullopt;
  return InstallerWord{std::string(text.substr(0, first)), step->second, std::string(reason)};
}

Result<std::unique_ptr<UpdateOffice>> UpdateOffice::open(Ledger& ledger, Folders folders) {
  std::unique_ptr<UpdateOffice> office(new UpdateOffice(ledger, std::move(folders)));
  if (auto begun = office->begin(); !begun) return fail(begun.error());
  return office;
}

Status UpdateOffice::begin() {
  if (folders_.answers.empty()) return {};
  view_.running = line_of(folders_.answers / "running");
  if (!domain::is_app_version(view_.running)) {
    spdlog::warn("update: {} names no version", (folders_.answers / "running").string());
    view_.running.clear();
    return {};
  }
  if (auto made = cache::make_folder(folders_.asks); !made) return made;
  if (const auto lines = cache::read_whole(folders_.asks / "given-up", file_bytes_max)) {
    std::istringstream in(*lines);
    for (std::string version; std::getline(in, version);) given_up_.insert(version);
  }
  // A request of before belongs to a machine that has started anew since, or will.
  std::error_code error;
  fs::remove(folders_.asks / "restart", error);
  if (asked("told") != view_.running) {
    if (auto told = tell(domain::AppRunning{view_.running}); !told) return told;
    if (auto kept = ask("told", view_.running); !kept) return kept;
  }
  return judge_tried();
}

/// The installer's word is gone with a restart of the machine: without it the image was started, and either
/// it runs or it did not stay.
Status UpdateOffice::judge_tried() {
  tried_ = asked("tried");
  if (tried_.empty()) return {};
  if (const auto said = word(); said && said->version == tried_ && said->step == UpdateStep::installed)
    return {};
  const std::string version = std::exchange(tried_, {});
  if (version != view_.running) {
    if (auto told = tell(domain::AppRolledBack{version, view_.running}); !told) return told;
    if (auto given = give_up(version); !given) return given;
    view_.next = version;
    view_.step = UpdateStep::rolled_back;
  }
  return ask("tried", {});
}

Status UpdateOffice::take(const cache::AppOffer& offer) {
  if (view_.running.empty() || offer.version == view_.running || offer.version == tried_) return {};
  if (given_up_.contains(offer.version)) return {};
  const std::string wanted = offer.version + ' ' + offer.sha256 + ' ' + std::to_string(offer.bytes);
  if (asked("wanted") == wanted) return {};
  spdlog::info("update: {} is offered", offer.version);
  return ask("wanted", wanted);
}

Status UpdateOffice::ask_stick() {
  if (view_.running.empty() || is_waiting()) return {};
  view_.next.clear();
  view_.step = UpdateStep::looking;
  view_.reason.clear();
  last_.reset();
  return ask("stick", {});
}

Status UpdateOffice::look() {
  if (view_.running.empty()) return {};
  // What was said before the stick was asked for is not the answer.
  std::error_code error;
  if (view_.step == UpdateStep::looking && fs::exists(folders_.asks / "stick", error)) return {};
  if (auto said = word(); said && said != last_) {
    last_ = std::move(said);
    view_.next = last_->version;
    view_.step = last_->step;
    view_.reason = last_->reason;
    return take(*last_);
  }
  return {};
}

Status UpdateOffice::tick(bool is_idle) {
  if (view_.running.empty()) return {};
  if (auto looked = look(); !looked) return looked;
  idle_ticks_ = is_idle ? idle_ticks_ + 1 : 0;
  const bool is_ready = !tried_.empty() && last_ && last_->version == tried_;
  if (!is_ready || asked_restart_ || idle_ticks_ < idle_ticks_before_restart) return {};
  asked_restart_ = true;
  return ask("restart", tried_);
}

Status UpdateOffice::take(const InstallerWord& word) {
  if (word.step == UpdateStep::installed && tried_ != word.version) {
    // Told before it is kept: whatever happens in between, it is told once more rather than never.
    if (auto told = tell(domain::AppInstalled{word.version}); !told) return told;
    tried_ = word.version;
    return ask("tried", tried_);
  }
  if (word.step != UpdateStep::refused || given_up_.contains(word.version)) return {};
  if (auto told = tell(domain::AppRefused{word.version, word.reason}); !told) return told;
  // Whatever lies on a stick must not keep the hub's own away.
  return word.reason.starts_with(stick_reason) ? Status() : give_up(word.version);
}

Status UpdateOffice::give_up(const std::string& version) {
  if (given_up_.size() >= given_up_max) given_up_.erase(given_up_.begin());
  given_up_.insert(version);
  std::string lines;
  for (const std::string& one : given_up_) {
    lines += one;
    lines += '\n';
  }
  return cache::write_whole(folders_.asks / "given-up", lines);
}

Status UpdateOffice::tell(const domain::AppEvent& event) {
  return ledger_.note(domain::kind_of(event).type, domain::to_json(event));
}

std::string UpdateOffice::asked(const char* name) const {
  return line_of(folders_.asks / name);
}

Status UpdateOffice::ask(const char* name, const std::string& text) const {
  return cache::write_whole(folders_.asks / name, text + '\n');
}

std::optional<InstallerWord> UpdateOffice::word() const {
  return parse_installer_word(line_of(folders_.answers / "state"));
}

}  // namespace yz::kiosk
