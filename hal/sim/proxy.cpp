// yizhan-sim proxy: a network between kiosk and hub that fails on command or by a script.
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>

#include "hal/sim/control.h"
#include "hal/sim/net.h"
#include "hal/sim/programs.h"
#include "hal/sim/proxy_link.h"

namespace yz::sim {

namespace {

class Proxy {
 public:
  Proxy(Loop& loop, const ProxyOptions& options)
      : loop_(loop), hub_(options.to), dice_(options.seed != 0 ? options.seed : std::random_device{}()) {}

  Status open(const ProxyOptions& options) {
    auto listener = Listener::open(loop_, options.listen, [this](int fd) { begin(fd); });
    if (!listener) return fail(listener.error());
    listener_ = *std::move(listener);
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    if (!options.script.empty()) {
      if (auto read = read_script(options.script); !read) return read;
    }
    say_ready(listener_->address());
    return {};
  }

 private:
  void begin(int fd) {
    const int id = ++last_link_;
    links_[id] = std::make_shared<ProxyLink>(loop_, fd, hub_, weather_, dice_, [this, id] { drop(id); });
  }

  void drop(int id) {
    const auto found = links_.find(id);
    if (found == links_.end()) return;
    loop_.later([gone = std::move(found->second)] {});
    links_.erase(found);
  }

  void reset_all() {
    const auto all = links_;
    for (const auto& [id, link] : all) link->reset();
  }

  Status read_script(const std::string& path) {
    std::ifstream in(path);
    if (!in) return fail(Code::not_found, path);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const Command entry = parse_command(line);
      if (entry.word.empty() || entry.word[0] == '#') continue;
      const auto at = Command{"script", entry.word}.number(0, 86'400'000);
      if (!at || entry.rest.empty())
        return fail(Code::invalid, path + ":" + std::to_string(number) + ": want MS COMMAND");
      loop_.after(Milliseconds{*at}, [this, command = entry.rest] {
        const Answer done = run_command(commands(), command);
        if (!done)
          std::fprintf(stderr, "proxy: script: %s: %s\n", command.c_str(), done.error().what.c_str());
      });
    }
    return {};
  }

  // A new weather replaces the old one but for the line's quality and the dice, which add up until `pass`.
  Answer become(const std::function<void(Weather&)>& how) {
    weather_.is_black_hole = weather_.is_portal = false;
    weather_.status = 0;
    how(weather_);
    if (auto started = listener_->start(); !started) return fail(started.error());
    for (const auto& [id, link] : links_) link->kick();
    return std::string{};
  }

  Answer add(const std::function<void(Weather&)>& how) {
    how(weather_);
    for (const auto& [id, link] : links_) link->kick();
    return std::string{};
  }

  Answer percent(const Command& command, int Weather::*which) {
    const auto value = command.number(0, 100);
    if (!value) return fail(value.error());
    return add([&](Weather& w) { w.*which = static_cast<int>(*value); });
  }

  Answer down() {
    listener_->stop();
    reset_all();
    return std::string{};
  }

  Answer set_number(const Command& c, std::int64_t least, std::int64_t most, bool replaces,
                    const std::function<void(Weather&, std::int64_t)>& how) {
    const auto value = c.number(least, most);
    if (!value) return fail(value.error());
    const auto change = [&](Weather& w) { how(w, *value); };
    return replaces ? become(change) : add(change);
  }

  [[nodiscard]] std::string state() const {
    return std::string(listener_->is_listening() ? "up" : "down") +
           " links=" + std::to_string(links_.size()) +
           " black-hole=" + (weather_.is_black_hole ? "yes" : "no") +
           " status=" + std::to_string(weather_.status) + " portal=" + (weather_.is_portal ? "yes" : "no");
  }

  CommandTable commands() {
    return {
        {"pass", [this](const Command&) { return become([](Weather& w) { w = {}; }); }},
        {"down", [this](const Command&) { return down(); }},
        {"black-hole", [this](const Command&) { return become([](Weather& w) { w.is_black_hole = true; }); }},
        {"latency",
         [this](const Command& c) {
           return set_number(c, 0, 600'000, false,
                             [](Weather& w, std::int64_t ms) { w.line.latency = Milliseconds{ms}; });
         }},
        {"bandwidth",
         [this](const Command& c) {
           return set_number(c, 1, 1'000'000'000, false,
                             [](Weather& w, std::int64_t rate) { w.line.bytes_per_second = rate; });
         }},
        {"status",
         [this](const Command& c) {
           return set_number(c, 200, 599, true,
                             [](Weather& w, std::int64_t code) { w.status = static_cast<int>(code); });
         }},
        {"portal", [this](const Command&) { return become([](Weather& w) { w.is_portal = true; }); }},
        {"drop-answers", [this](const Command& c) { return percent(c, &Weather::drop_answers_percent); }},
        {"repeat-requests",
         [this](const Command& c) { return percent(c, &Weather::repeat_requests_percent); }},
        {"reset", [this](const Command& c) { return percent(c, &Weather::reset_percent); }},
        {"state", [this](const Command&) -> Answer { return state(); }},
    };
  }

  Loop& loop_;
  std::string hub_;
  std::mt19937_64 dice_;
  Weather weather_;
  std::unique_ptr<Listener> listener_;
  std::unique_ptr<ControlSocket> control_;
  std::map<int, std::shared_ptr<ProxyLink>> links_;
  int last_link_{};
};

}  // namespace

Status run_proxy(const ProxyOptions& options) {
  Loop loop;
  Proxy proxy(loop, options);
  if (auto opened = proxy.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
