// yizhan-sim card: a smart card in a slot of vpcd, the virtual reader of vsmartcard. Connected means put in,
// closed means taken out. A card that lies in the slot connects again when pcscd was started again.
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <utility>

#include "hal/sim/chip_card.h"
#include "hal/sim/control.h"
#include "hal/sim/files.h"
#include "hal/sim/net.h"
#include "hal/sim/programs.h"

namespace yz::sim {

namespace {

constexpr std::size_t card_file_bytes_max = 65'536;
constexpr std::size_t length_bytes = 2;
constexpr Milliseconds connect_again{50};
constexpr std::uint8_t read_record = 0xB2;
// What vpcd says in a message of one byte.
constexpr char power_off = 0, power_on = 1, reset_line = 2, tell_atr = 4;

class CardSlot {
 public:
  CardSlot(Loop& loop, const CardOptions& options)
      : loop_(loop),
        reader_(options.connect),
        cards_(options.cards),
        dice_(options.seed != 0 ? options.seed : std::random_device{}()) {}

  Status open(const CardOptions& options) {
    auto control = ControlSocket::open(loop_, options.control, commands());
    if (!control) return fail(control.error());
    control_ = *std::move(control);
    say_ready(options.connect);
    return {};
  }

 private:
  /// What the next answer to a command, and only that one, suffers.
  struct Faults {
    std::optional<unsigned> status;
    bool is_garbage{};
    Milliseconds late{0};
  };

  void connect() {
    unread_.clear();
    ++connections_;
    const auto fd = connect_to(reader_);
    if (!fd) return connect_later();
    stream_ = std::make_unique<Stream>(
        loop_, *fd,
        StreamEvents{[this](std::string_view bytes) { receive(bytes); }, [this] { connect_later(); }});
  }

  void connect_later() {
    loop_.cancel(std::exchange(again_, loop_.after(connect_again, [this] {
      if (card_) connect();
    })));
  }

  void lift() {
    card_.reset();
    stream_.reset();
  }

  void receive(std::string_view bytes) {
    unread_ += bytes;
    while (unread_.size() >= length_bytes) {
      const std::size_t size = static_cast<std::size_t>(static_cast<unsigned char>(unread_[0])) << 8U |
                               static_cast<unsigned char>(unread_[1]);
      if (unread_.size() < length_bytes + size) return;
      const std::string message = unread_.substr(length_bytes, size);
      unread_.erase(0, length_bytes + size);
      if (!card_) return;
      if (message.size() == 1) {
        control(message[0]);
      } else {
        command(message);
      }
    }
  }

  void control(char what) {
    if (what == tell_atr) return send(card_->atr());
    if (what == power_off || what == power_on || what == reset_line) card_->reset();
  }

  void command(const std::string& message) {
    const bool is_read = message.size() > 1 && static_cast<std::uint8_t>(message[1]) == read_record;
    if (is_read && std::exchange(lifts_during_read_, false)) {
      return loop_.later([this] { lift(); });  // what called us belongs to the connection
    }
    ++commands_;
    std::string answer = card_->answer(message);
    const Faults faults = std::exchange(faults_, {});
    if (faults.status) {
      answer = {static_cast<char>(*faults.status >> 8U), static_cast<char>(*faults.status & 0xFFU)};
    }
    if (faults.is_garbage) {
      for (char& byte : answer) byte = static_cast<char>(dice_() & 0xFFU);
    }
    if (faults.late.count() == 0) return send(answer);
    loop_.after(faults.late, [this, answer, asked = connections_] {
      if (asked == connections_) send(answer);  // another card says nothing for this one
    });
  }

  void send(const std::string& bytes) {
    if (!stream_) return;
    // Whoever reads nothing any more closes, and then we are told.
    (void)stream_->send(std::string{static_cast<char>(bytes.size() >> 8U), static_cast<char>(bytes.size())} +
                        bytes);
  }

  Answer place(const Command& command) {
    if (command.rest.empty() || command.rest.find('/') != std::string::npos) {
      return fail(Code::invalid, "place wants a card's name");
    }
    const auto file = read_whole(cards_ / (command.rest + ".json"), card_file_bytes_max);
    if (!file) return fail(file.error());
    auto card = ChipCard::parse(*file);
    if (!card) return fail(card.error());
    lift();
    card_ = *std::move(card);
    card_->set_condition(std::exchange(next_condition_, CardCondition::sound));
    connect();
    return std::string{};
  }

  Answer fail_next(const Command& command) {
    const auto is_hex = command.rest.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
    if (!is_hex || command.rest.size() != 4)
      return fail(Code::invalid, "fail wants SW1 SW2, four hex digits");
    faults_.status = static_cast<unsigned>(std::stoul(command.rest, nullptr, 16));
    return std::string{};
  }

  Answer state() const {
    return std::string("card=") + (card_ ? "yes" : "no") + " commands=" + std::to_string(commands_) +
           " pins=" + std::to_string(card_ ? card_->pins_tried() : 0);
  }

  CommandTable commands() {
    const auto done = [](auto what) {
      return [what](const Command&) -> Answer {
        what();
        return std::string{};
      };
    };
    const auto next = [this, done](CardCondition condition) {
      return done([this, condition] { next_condition_ = condition; });
    };
    return {
        {"place", [this](const Command& c) { return place(c); }},
        {"lift", done([this] { lift(); })},
        {"lift-during-read", done([this] { lifts_during_read_ = true; })},
        {"mute", next(CardCondition::mute)},
        {"lock", next(CardCondition::locked)},
        {"protect", next(CardCondition::guarded)},
        {"by-number", next(CardCondition::by_number)},
        {"fail", [this](const Command& c) { return fail_next(c); }},
        {"garbage", done([this] { faults_.is_garbage = true; })},
        {"late",
         [this](const Command& c) -> Answer {
           const auto wait = c.number(1, 60'000);
           if (!wait) return fail(wait.error());
           faults_.late = Milliseconds{*wait};
           return std::string{};
         }},
        {"state", [this](const Command&) { return state(); }},
    };
  }

  Loop& loop_;
  std::string reader_;
  std::filesystem::path cards_;
  std::unique_ptr<ControlSocket> control_;
  std::optional<ChipCard> card_;
  CardCondition next_condition_{};
  std::unique_ptr<Stream> stream_;
  Loop::TimerId again_{};
  std::string unread_;
  std::mt19937_64 dice_;
  Faults faults_;
  bool lifts_during_read_{};
  int commands_{};
  int connections_{};
};

}  // namespace

Status run_card(const CardOptions& options) {
  Loop loop;
  CardSlot slot(loop, options);
  if (auto opened = slot.open(options); !opened) return opened;
  loop.run();
  return {};
}

}  // namespace yz::sim
