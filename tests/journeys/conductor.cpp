#include "tests/journeys/conductor.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "base/system_clock.h"

namespace yz::test {

namespace {

constexpr Milliseconds slip_wait{15'000};
constexpr Milliseconds hub_wait{40'000};  // the kiosk backs off while the hub is away
constexpr Milliseconds spoken_wait{10'000};

std::vector<std::string> texts(const nlohmann::json& value) {
  if (value.is_string()) return {value.get<std::string>()};
  std::vector<std::string> all;
  for (const auto& entry : value) all.push_back(entry.get<std::string>());
  return all;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

Status without_answer(const Result<std::string>& answer) {
  if (!answer) return fail(answer.error());
  return {};
}

/// Flips one byte in the middle of the file that was written last below `folder`.
Status damage_newest_file(const std::filesystem::path& folder) {
  std::filesystem::path newest;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    if (newest.empty() || entry.last_write_time() > std::filesystem::last_write_time(newest))
      newest = entry.path();
  }
  if (newest.empty()) return fail(Code::not_found, "no content files below " + folder.string());
  std::string bytes = read_file(newest);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x20);
  return write_file(newest, bytes);
}

}  // namespace

Result<std::vector<nlohmann::json>> Conductor::read_story(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<nlohmann::json> story;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
      return fail(Code::invalid, file.string() + ":" + std::to_string(number) + ": no JSON object");
    }
    if (!is_known(json)) {
      return fail(Code::invalid,
                  file.string() + ":" + std::to_string(number) + ": nobody knows how to do this");
    }
    json["source_line"] = number;
    story.push_back(std::move(json));
  }
  if (story.empty()) return fail(Code::not_found, file.string() + " tells nothing");
  return story;
}

bool Conductor::is_known(Line line) {
  for (const char* key :
       {"step", "tap", "hold", "wait", "shot", "type", "write", "sleep_ms", "expect_text", "lang", "size"}) {
    if (line.contains(key)) return true;
  }
  return std::any_of(kinds().begin(), kinds().end(),
                     [&](const Kind& kind) { return line.contains(kind.key); });
}

const std::vector<Conductor::Kind>& Conductor::kinds() {
  static const std::vector<Kind> all{
      {"kiosk", &Conductor::act_kiosk},
      {"hub", &Conductor::act_hub},
      {"printer", &Conductor::act_printer},
      {"reader", &Conductor::act_reader},
      {"scanner", &Conductor::act_scanner},
      {"camera", &Conductor::act_camera},
      {"card", &Conductor::act_card},
      {"proxy", &Conductor::act_proxy},
      {"counter", &Conductor::act_counter},
      {"wish", &Conductor::act_wish},
      {"help", &Conductor::act_help},
      {"expect_slip", &Conductor::expect_slip},
      {"expect_no_slip_ms", &Conductor::expect_no_slip},
      {"expect_hub", &Conductor::expect_hub},
      {"expect_spoken", &Conductor::expect_spoken},
      {"publish", &Conductor::publish},
      {"publish_damaged", &Conductor::publish_damaged},
  };
  return all;
}

std::vector<StepReport> Conductor::tell(const std::vector<nlohmann::json>& story) {
  std::vector<StepReport> reports;
  std::string picture;
  const auto end_step = [&] {
    if (step_.name.empty()) return;
    finish_step(picture);
    reports.push_back(step_);
  };
  for (const nlohmann::json& raw : story) {
    if (raw.contains("step")) {
      end_step();
      begin_step(raw);
      picture = raw.value("picture", "");
    } else if (step_.trouble.empty() && !step_.left_out) {
      if (auto held = act(filled(raw)); !held) {
        step_.trouble = "line " + std::to_string(raw.value("source_line", 0)) + ": " + held.error().what;
      }
    }
  }
  end_step();
  return reports;
}

bool Conductor::lacks(const std::string& what) const {
  return what == "card reader" && !stage_.has_card_reader();
}

void Conductor::begin_step(Line line) {
  step_ = {};
  step_.name = line["step"].get<std::string>();
  step_.left_out = lacks(line.value("needs", ""));
  step_began_ = now_mono();
  spoken_before_ = stage_.spoken().size();
  std::printf("  … %s", step_.name.c_str());
  std::fflush(stdout);
}

void Conductor::finish_step(const std::string& picture) {
  if (step_.left_out) {
    std::printf("\r  – %s\n", step_.name.c_str());
    return;
  }
  if (!picture.empty() && stage_.kiosk_runs()) {
    auto taken = stage_.kiosk().shot(picture);
    if (taken) step_.pictures.push_back(picture + ".png");
    if (!taken && step_.trouble.empty()) step_.trouble = taken.error().what;
  }
  step_.took = now_mono() - step_began_;
  std::printf("\r  %s %s\n", step_.trouble.empty() ? "✔" : "✘", step_.name.c_str());
  if (!step_.trouble.empty()) {
    std::printf("      %s\n", step_.trouble.c_str());
    go_home();
  }
  std::fflush(stdout);
}

void Conductor::go_home() {
  if (!stage_.kiosk_runs()) return;
  kiosk_line_failed_ = true;
  // Whatever is in the way; a line that does not fit the screen does no harm.
  for (const char* widget : {"bar.home", "leave.ask.discard"}) {
    (void)stage_.kiosk().play({{"tap", widget}, {"timeout_ms", 2'000}});
  }
  (void)stage_.kiosk().wait_for("home.tickets", Milliseconds{2'000});
}

nlohmann::json Conductor::filled(Line line) const {
  if (line.is_string()) {
    std::string text = line.get<std::string>();
    for (const auto& [name, value] : variables_) replace_all(text, "${" + name + "}", value);
    return text;
  }
  nlohmann::json copy = line;
  if (line.is_structured()) {
    for (auto& [key, value] : copy.items()) value = filled(value);
  }
  return copy;
}

Status Conductor::act(Line line) {
  for (const Kind& kind : kinds()) {
    if (line.contains(kind.key)) return (this->*kind.act)(line);
  }
  return play(line);
}

Status Conductor::play(Line line) {
  if (!stage_.kiosk_runs()) return fail(Code::unavailable, "the kiosk does not run");
  nlohmann::json own = line;
  own.erase("source_line");
  auto answer = stage_.kiosk().play(own);
  if (!answer) {
    kiosk_line_failed_ = true;
    return fail(answer.error());
  }
  if (line.contains("shot")) step_.pictures.push_back(line["shot"].get<std::string>() + ".png");
  return {};
}

Status Conductor::act_kiosk(Line line) {
  const std::string what = line["kiosk"];
  if (what == "start") {
    kiosk_line_failed_ = false;
    return stage_.start_kiosk({.size = line.value("size", "1080x1920")});
  }
  if (what == "kill") {
    stage_.kill_kiosk();
    return {};
  }
  auto ended = stage_.finish_kiosk();
  if (!ended) return fail(ended.error());
  if (ended->status != (kiosk_line_failed_ ? 1 : 0))
    return fail(Code::invalid, "the kiosk ended with " + std::to_string(ended->status));
  return {};
}

Status Conductor::act_hub(Line line) {
  const std::string what = line["hub"];
  if (what == "start") return stage_.start_hub();
  if (what == "kill") {
    stage_.kill_hub();
    return {};
  }
  const Ended ended = stage_.stop_hub();
  if (ended.status != 0) return fail(Code::invalid, "the hub ended with " + std::to_string(ended.status));
  return {};
}

Status Conductor::act_printer(Line line) {
  return without_answer(stage_.printer(line["printer"]));
}
Status Conductor::act_reader(Line line) {
  return without_answer(stage_.reader(line["reader"]));
}
Status Conductor::act_scanner(Line line) {
  return without_answer(stage_.scanner(line["scanner"]));
}
Status Conductor::act_camera(Line line) {
  return without_answer(stage_.camera(line["camera"]));
}
Status Conductor::act_card(Line line) {
  return without_answer(stage_.card(line["card"]));
}
Status Conductor::act_proxy(Line line) {
  return without_answer(stage_.proxy(line["proxy"]));
}

Status Conductor::act_counter(Line line) {
  auto answer =
      stage_.hub().counter(line["counter"], line["do"], line.value("body", nlohmann::json::object()));
  if (!answer) return fail(answer.error());
  return {};
}

Status Conductor::act_help(Line line) {
  std::string id;
  const auto find = [&] {
    const auto calls = stage_.hub().help();
    if (!calls || calls->empty()) return false;
    id = calls->at(0).value("id", "");
    return !id.empty();
  };
  if (!wait_until(hub_wait, find)) return fail(Code::not_found, "the hub has no call for help");
  const auto done = stage_.hub().help(id, line["help"]);
  return done ? Status{} : fail(done.error());
}

Status Conductor::act_wish(Line line) {
  const std::string name = line["by"];
  auto& who = staff_[name];
  if (who == nullptr) {
    auto admin = stage_.log_in(name);
    if (!admin) return fail(admin.error());
    who = *std::move(admin);
  }
  // Its number is what the slip says; the hub's pages know it by its id. It may still be on its way.
  std::string id;
  const auto find = [&] {
    const auto answer = who->get("/api/console/v1/wishes");
    if (!answer || answer->status != 200) return false;
    const nlohmann::json shown = answer->json();
    for (const auto& row : shown.at("wishes")) {
      if (row.value("number", "") == line["wish"]) id = row.value("id", "");
    }
    return !id.empty();
  };
  if (!wait_until(hub_wait, find)) return fail(Code::not_found, "the hub has no such wish");
  nlohmann::json body = line.value("body", nlohmann::json::object());
  if (line["do"] == "dispatch" && !body.contains("unit")) body["unit"] = stage_.unit_of_small_matters();
  auto done = who->post("/api/console/v1/wishes/" + id + "/" + line["do"].get<std::string>(), body);
  if (!done) return fail(done.error());
  return {};
}

Status Conductor::expect_slip(Line line) {
  std::vector<PrintedSlip> slips;
  if (!wait_until(slip_wait, [&] { return (slips = stage_.slips()).size() > slips_seen_; })) {
    return fail(Code::not_found, "no slip came out");
  }
  const PrintedSlip& slip = slips[slips_seen_++];
  step_.slips.push_back(slip.picture.filename().string());
  for (const std::string& words : texts(line["expect_slip"])) {
    if (!slip.has(words)) return fail(Code::invalid, "“" + words + "” is not on the slip:\n" + slip.text);
  }
  for (const std::string& words : texts(line.value("without", nlohmann::json::array()))) {
    if (slip.has(words)) return fail(Code::invalid, "“" + words + "” is on the slip:\n" + slip.text);
  }
  if (!line.contains("as")) return {};
  const std::string name = line["as"];
  if (const std::string wish = slip.wish_code(); !wish.empty()) {
    variables_[name + ".code"] = wish;
    variables_[name + ".label"] = wish.substr(wish.find('.') + 1, wish.rfind('.') - wish.find('.') - 1);
    return {};
  }
  if (const std::string lesson = slip.lesson_code(); !lesson.empty()) {
    variables_[name + ".code"] = lesson;
    return {};
  }
  const auto code = slip.parts();
  if (!code) return fail(Code::invalid, "no ticket's code on the slip:\n" + slip.text);
  variables_[name + ".code"] = slip.ticket_code();
  variables_[name + ".label"] = code->label;
  return {};
}

Status Conductor::expect_no_slip(Line line) {
  sleep_for(Milliseconds{line["expect_no_slip_ms"].get<int>()});
  const auto slips = stage_.slips();
  if (slips.size() > slips_seen_) return fail(Code::invalid, "a slip came out:\n" + slips[slips_seen_].text);
  return {};
}

Status Conductor::expect_hub(Line line) {
  const std::string label = line["expect_hub"];
  const std::string state = line["state"];
  std::string last = "nothing";
  const bool holds = wait_until(hub_wait, [&] {
    auto tickets = stage_.hub().tickets();
    if (!tickets) {
      last = tickets.error().what;
      return false;
    }
    int found = 0;
    for (const HubTicket& ticket : *tickets) {
      if (ticket.label != label) continue;
      ++found;
      last = ticket.state;
    }
    if (found > 1) last = std::to_string(found) + " tickets of that label";
    return found == 1 && last == state;
  });
  if (!holds) return fail(Code::invalid, "at the hub " + label + " is not " + state + " but " + last);
  return {};
}

Status Conductor::expect_spoken(Line line) {
  const std::string words = line["expect_spoken"];
  const std::size_t times = line.value("times", std::size_t{1});
  const bool was_said = wait_until(spoken_wait, [&] {
    const std::string all = stage_.spoken();
    std::size_t found = 0;
    for (auto at = all.find(words, std::min(spoken_before_, all.size())); at != std::string::npos;
         at = all.find(words, at + words.size())) {
      ++found;
    }
    return found >= times;
  });
  if (!was_said) {
    const std::string all = stage_.spoken();
    return fail(Code::invalid, "not spoken: “" + words + "”; spoken since the step began:\n" +
                                   all.substr(std::min(spoken_before_, all.size())));
  }
  return {};
}

Status Conductor::publish_changed(Line changes) {
  for (const auto& [pointer, value] : changes.items()) {
    stage_.content().station()[nlohmann::json::json_pointer(pointer)] = value;
  }
  if (auto saved = stage_.content().save(); !saved) return saved;
  auto version = stage_.hub().publish(stage_.paths().content());
  if (!version) return fail(version.error());
  variables_["version"] = std::to_string(*version);
  return {};
}

Status Conductor::publish(Line line) {
  return publish_changed(line["publish"]);
}

Status Conductor::publish_damaged(Line line) {
  // While the hub is away nobody can fetch the file before it is damaged.
  stage_.stop_hub();
  if (auto published = publish_changed(line["publish_damaged"]); !published) return published;
  if (auto damaged = damage_newest_file(stage_.paths().hub() / "blob"); !damaged) return damaged;
  return stage_.start_hub();
}

namespace {

const char* word_for(const StepReport& step) {
  if (step.left_out) return "-";
  return step.trouble.empty() ? "held" : "FAILED";
}

}  // namespace

std::string table(const std::vector<StepReport>& steps) {
  std::string text;
  int number = 0;
  for (const StepReport& step : steps) {
    char head[32];
    std::snprintf(head, sizeof head, "%3d  %-6s %6.1f s  ", ++number, word_for(step),
                  static_cast<double>(step.took.count()) / 1000.0);
    text += head + step.name;
    for (const std::string& picture : step.pictures) text += "  [" + picture + "]";
    for (const std::string& slip : step.slips) text += "  (" + slip + ")";
    text += "\n";
    if (!step.trouble.empty()) text += "       " + step.trouble + "\n";
  }
  return text;
}

}  // namespace yz::test
