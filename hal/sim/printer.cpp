// yizhan-sim printer: the machine of printer_machine.h on a TCP port, one client at a time.
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <utility>

#include "hal/sim/control.h"
#include "hal/sim/net.h"
#include "hal/sim/printer_machine.h"
#include "hal/sim/programs.h"
#include "hal/sim/slip_files.h"

namespace yz::sim {

namespace {

constexpr Milliseconds slow_step{50};
constexpr int garbage_bytes_max = 1'000'000;

class Printer {
 public:
  Printer(Loop& loop, const Font& font, const PrinterModel& model, const PrinterOptions& options)
      : loop_(loop),
        folder_(options.png),
        machine_(font, model,
                 {[this](std::string_view bytes) {
                    if (client_) client_->send(bytes);
                  },
                  [this](const Slip& slip) { save("slip", slips_, slip); },
                  [](const std::string& what) { std::fprintf(stderr, "printer: %s\n", what.c_str()); }}) {}

  Status open(const PrinterOptions& options) {
    while (std::filesystem::exists(folder_ / (name_of("slip", slips_ + 1) + ".txt"))) ++slips_;
    while (std::filesystem::exists(folder_ / (name_of("torn", torn_ + 1) + ".txt"))) ++torn_;
    auto listener = Listener::open(loop_, options.listen, [this](int fd) { begin(fd); });
    if (!listener) return fail(listener.error());
    listener_ = *std::move(listener);
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    say_ready(listener_->address());
    return {};
  }

 private:
  static std::string name_of(const char* kind, int number) {
    std::string digits = std::to_string(number);
    digits.insert(0, digits.size() < 4 ? 4 - digits.size() : 0, '0');
    return std::string(kind) + "-" + digits;
  }

  void save(const char* kind, int& count, const Slip& slip) {
    const auto saved = save_slip(folder_, name_of(kind, ++count), slip);
    if (!saved) std::fprintf(stderr, "printer: %s\n", saved.error().what.c_str());
  }

  void begin(int fd) {
    listener_->accept(false);
    StreamEvents events;
    events.bytes = [this](std::string_view bytes) { receive(bytes); };
    events.ended = [this] { drop(); };
    client_ = std::make_shared<Stream>(loop_, fd, std::move(events));
    client_->read_at_most(machine_.room());
  }

  void receive(std::string_view bytes) {
    machine_.receive(bytes);
    work();
    if (machine_.has_vanished()) vanish();
  }

  void work() {
    if (bytes_per_second_ == 0) {
      machine_.run(SIZE_MAX);
    } else if (slow_timer_ == 0) {
      slow_timer_ = loop_.after(slow_step, [this] { work_slowly(); });
    }
    if (client_ && client_->is_open()) client_->read_at_most(machine_.room());
  }

  void work_slowly() {
    slow_timer_ = 0;
    allowance_ += bytes_per_second_ * static_cast<double>(slow_step.count()) / 1'000.0;
    if (allowance_ >= 1)
      allowance_ -= static_cast<double>(machine_.run(static_cast<std::size_t>(allowance_)));
    if (machine_.buffered() > 0) return work();
    allowance_ = 0;
    if (client_ && client_->is_open()) client_->read_at_most(machine_.room());
  }

  // The client went: what it sent before is printed all the same.
  void drop() {
    release();
    listener_->accept(true);
  }

  void vanish() {
    if (client_) client_->reset();
    release();
    if (const auto torn = machine_.lose_connection()) save("torn", torn_, *torn);
    listener_->accept(true);
  }

  void release() {
    if (!client_) return;
    client_->close();
    loop_.later([gone = std::exchange(client_, nullptr)] {});
  }

  Answer change(const std::function<void(PrinterFaults&)>& how) {
    PrinterFaults faults = machine_.faults();
    how(faults);
    machine_.set(faults);
    work();
    return std::string{};
  }

  Answer toggle(const Command& command, std::string_view yes, std::string_view no,
                bool PrinterFaults::*fault) {
    const auto on = command.either(yes, no);
    if (!on) return fail(on.error());
    return change([&](PrinterFaults& faults) { faults.*fault = *on; });
  }

  Answer set_paper(const Command& command) {
    for (const auto& [word, left] :
         {std::pair{"ok", PaperLeft::plenty}, std::pair{"near-end", PaperLeft::near_end},
          std::pair{"out", PaperLeft::none}}) {
      if (command.rest == word)
        return change([paper = left](PrinterFaults& faults) { faults.paper = paper; });
    }
    return fail(Code::invalid, "paper wants ok, near-end or out");
  }

  Answer set_refusing(const Command& command) {
    const auto on = command.either("on", "off");
    if (!on) return fail(on.error());
    if (*on) {
      listener_->stop();
      if (client_) vanish();
    } else if (auto started = listener_->start(); !started) {
      return fail(started.error());
    }
    return std::string{};
  }

  Answer send_garbage(const Command& command) {
    const auto count = command.number(1, garbage_bytes_max);
    if (!count) return fail(count.error());
    std::string bytes;
    for (std::int64_t i = 0; i < *count; ++i) bytes += static_cast<char>(dice_() & 0xFFU);
    if (!client_ || !client_->send(bytes)) return fail(Code::unavailable, "nobody is connected");
    return std::string{};
  }

  Answer set_speed(const Command& command) {
    if (command.rest == "off") {
      bytes_per_second_ = 0;
      work();
      return std::string{};
    }
    const auto speed = command.number(1, 10'000'000);
    if (!speed) return fail(speed.error());
    bytes_per_second_ = static_cast<double>(*speed);
    return std::string{};
  }

  [[nodiscard]] std::string state() const {
    const PrinterFaults& f = machine_.faults();
    const char* paper = f.paper == PaperLeft::plenty ? "ok" : f.paper == PaperLeft::none ? "out" : "near-end";
    return std::string(machine_.is_offline() ? "offline" : "online") + " paper=" + paper +
           " cover=" + (f.is_cover_open ? "open" : "close") +
           " cutter=" + (f.has_cutter_error ? "error" : "ok") + " head=" + (f.is_head_hot ? "hot" : "ok") +
           " jam=" + (f.is_jammed ? "on" : "off") +
           " ticket=" + (machine_.has_ticket() ? "waiting" : "none") + " client=" + (client_ ? "yes" : "no") +
           " buffered=" + std::to_string(machine_.buffered()) + " slips=" + std::to_string(slips_);
  }

  CommandTable commands() {
    return {
        {"paper", [this](const Command& c) { return set_paper(c); }},
        {"cover",
         [this](const Command& c) { return toggle(c, "open", "close", &PrinterFaults::is_cover_open); }},
        {"cutter",
         [this](const Command& c) { return toggle(c, "error", "ok", &PrinterFaults::has_cutter_error); }},
        {"jam", [this](const Command& c) { return toggle(c, "on", "off", &PrinterFaults::is_jammed); }},
        {"take",
         [this](const Command&) -> Answer {
           if (!machine_.take_ticket()) return fail(Code::not_found, "no ticket waits in a presenter");
           return std::string{};
         }},
        {"head", [this](const Command& c) { return toggle(c, "hot", "ok", &PrinterFaults::is_head_hot); }},
        {"silent",
         [this](const Command& c) -> Answer {
           const auto on = c.either("on", "off");
           if (!on) return fail(on.error());
           machine_.set_silent(*on);
           return std::string{};
         }},
        {"vanish-at",
         [this](const Command& c) -> Answer {
           const auto byte = c.number(1, 1'000'000'000);
           if (!byte) return fail(byte.error());
           machine_.arm_vanish(static_cast<std::size_t>(*byte));
           return std::string{};
         }},
        {"tear",
         [this](const Command&) -> Answer {
           machine_.tear();
           return std::string{};
         }},
        {"vanish",
         [this](const Command&) -> Answer {
           vanish();
           return std::string{};
         }},
        {"refuse", [this](const Command& c) { return set_refusing(c); }},
        {"garbage", [this](const Command& c) { return send_garbage(c); }},
        {"slow", [this](const Command& c) { return set_speed(c); }},
        {"state", [this](const Command&) -> Answer { return state(); }},
    };
  }

  Loop& loop_;
  std::filesystem::path folder_;
  PrinterMachine machine_;
  std::unique_ptr<Listener> listener_;
  std::unique_ptr<ControlSocket> control_;
  std::shared_ptr<Stream> client_;
  std::mt19937_64 dice_{std::random_device{}()};
  double bytes_per_second_{};
  double allowance_{};
  Loop::TimerId slow_timer_{};
  int slips_{};
  int torn_{};
};

}  // namespace

Status run_printer(const PrinterOptions& options) {
  std::error_code failed;
  std::filesystem::create_directories(options.png, failed);
  if (failed) return fail(Code::unavailable, options.png + ": " + failed.message());
  const PrinterModel* model = find_model(options.model);
  if (model == nullptr)
    return fail(Code::invalid, "model " + options.model + "; there are: " + model_names());
  auto font = Font::open(options.font);
  if (!font) return fail(font.error());
  Loop loop;
  Printer printer(loop, **font, *model, options);
  if (auto opened = printer.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
