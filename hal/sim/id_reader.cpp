// yizhan-sim id-reader: the module of sam_module.h on a pty, with answers in random pieces as a slow line
// gives them.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <utility>

#include "hal/sim/control.h"
#include "hal/sim/files.h"
#include "hal/sim/programs.h"
#include "hal/sim/pty.h"
#include "hal/sim/sam_module.h"

namespace yz::sim {

namespace {

constexpr std::size_t card_file_bytes_max = 65'536;
constexpr std::size_t chunk_bytes_max = 64;
constexpr std::size_t noise_bytes_max = 3;
constexpr Milliseconds chunk_wait{1};

class IdReader {
 public:
  IdReader(Loop& loop, const IdReaderOptions& options)
      : loop_(loop),
        cards_(options.cards),
        pty_(loop, options.link, [this](std::string_view bytes) { receive(bytes); }),
        dice_(options.seed != 0 ? options.seed : std::random_device{}()) {}

  Status open(const IdReaderOptions& options) {
    if (auto plugged = pty_.plug(); !plugged) return plugged;
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    say_ready(options.link);
    return {};
  }

 private:
  void receive(std::string_view bytes) {
    for (const std::string& answer : module_.receive(bytes)) {
      if (is_silent_) continue;
      const std::string noise(dice_() % (noise_bytes_max + 1), '\xAA');
      const Milliseconds late = std::exchange(late_, Milliseconds{0});
      if (late.count() == 0) {
        send(noise + answer);
      } else {
        loop_.after(late, [this, bytes_late = noise + answer] { send(bytes_late); });
      }
    }
  }

  void send(const std::string& bytes) {
    unsent_ += bytes;
    if (std::exchange(is_sending_, true)) return;
    send_chunk();
  }

  void send_chunk() {
    const std::size_t size = std::min<std::size_t>(unsent_.size(), 1 + dice_() % chunk_bytes_max);
    pty_.send(std::string_view(unsent_).substr(0, size));
    unsent_.erase(0, size);
    if (std::exchange(unplugs_in_frame_, false)) unplug();
    is_sending_ = !unsent_.empty();
    if (!is_sending_) return;
    const auto line_time = baud_ == 0 ? 0 : static_cast<std::int64_t>(size) * 10'000 / baud_;
    loop_.after(std::max(chunk_wait, Milliseconds{line_time}), [this] { send_chunk(); });
  }

  void unplug() {
    unsent_.clear();
    pty_.unplug();
  }

  Answer place(const Command& command) {
    if (command.rest.empty() || command.rest.find('/') != std::string::npos) {
      return fail(Code::invalid, "place wants a card's name");
    }
    const auto file = read_whole(cards_ / (command.rest + ".json"), card_file_bytes_max);
    if (!file) return fail(file.error());
    auto card = parse_card(*file);
    if (!card) return fail(card.error());
    module_.place(*std::move(card));
    return std::string{};
  }

  Answer fail_next(const Command& command) {
    unsigned status = 0;
    if (command.rest.size() > 2 || std::sscanf(command.rest.c_str(), "%x", &status) != 1) {
      return fail(Code::invalid, "fail wants SW3 in hex");
    }
    return next([status](AnswerFaults& faults) { faults.status = static_cast<std::uint8_t>(status); });
  }

  Answer next(const std::function<void(AnswerFaults&)>& how) {
    AnswerFaults faults = module_.faults();
    how(faults);
    module_.set_faults(faults);
    return std::string{};
  }

  Answer send_garbage(const Command& command) {
    const auto count = command.number(1, 1'000'000);
    if (!count) return fail(count.error());
    std::string bytes;
    for (std::int64_t i = 0; i < *count; ++i) bytes += static_cast<char>(dice_() & 0xFFU);
    send(bytes);
    return std::string{};
  }

  CommandTable commands() {
    const auto done = [](auto what) {
      return [what](const Command&) -> Answer {
        what();
        return std::string{};
      };
    };
    return {
        {"place", [this](const Command& c) { return place(c); }},
        {"lift", done([this] { module_.lift(); })},
        {"lift-during-read", done([this] { module_.lift_during_read(); })},
        {"fail", [this](const Command& c) { return fail_next(c); }},
        {"half", [this](const Command&) { return next([](AnswerFaults& f) { f.is_half = true; }); }},
        {"wrong-checksum",
         [this](const Command&) { return next([](AnswerFaults& f) { f.has_wrong_checksum = true; }); }},
        {"too-long",
         [this](const Command&) { return next([](AnswerFaults& f) { f.has_too_long_length = true; }); }},
        {"late",
         [this](const Command& c) -> Answer {
           const auto wait = c.number(1, 60'000);
           if (!wait) return fail(wait.error());
           late_ = Milliseconds{*wait};
           return std::string{};
         }},
        {"pace",
         [this](const Command& c) -> Answer {
           const auto baud = c.rest == "off" ? Result<std::int64_t>(0) : c.number(300, 1'000'000);
           if (!baud) return fail(baud.error());
           baud_ = *baud;
           return std::string{};
         }},
        {"garbage", [this](const Command& c) { return send_garbage(c); }},
        {"silent",
         [this](const Command& c) -> Answer {
           const auto on = c.either("on", "off");
           if (!on) return fail(on.error());
           is_silent_ = *on;
           return std::string{};
         }},
        {"unplug", done([this] { unplug(); })},
        {"unplug-in-frame", done([this] { unplugs_in_frame_ = true; })},
        {"plug",
         [this](const Command&) -> Answer {
           module_.power_up();
           if (auto plugged = pty_.plug(); !plugged) return fail(plugged.error());
           return std::string{};
         }},
        {"state", [this](const Command&) -> Answer { return module_.state(); }},
    };
  }

  Loop& loop_;
  std::filesystem::path cards_;
  Pty pty_;
  std::unique_ptr<ControlSocket> control_;
  SamModule module_;
  std::mt19937_64 dice_;
  std::string unsent_;
  Milliseconds late_{0};
  std::int64_t baud_{};
  bool is_sending_{};
  bool is_silent_{};
  bool unplugs_in_frame_{};
};

}  // namespace

Status run_id_reader(const IdReaderOptions& options) {
  Loop loop;
  IdReader reader(loop, options);
  if (auto opened = reader.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
