// Smart-card readers of the PC/SC service (docs/formats/smart-card.md): a social security card by what it
// says without keys, any other by its number. One device of ours is every reader whose name fits its port;
// a card is read once, and again only after it was lifted.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "hal/drivers/card_uid.h"
#include "hal/drivers/driver.h"
#include "hal/drivers/social_card.h"
#include "hal/ports/pcsc.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

// The service cannot be waited for together with our bell, so the bell is looked at so often.
constexpr Milliseconds listen_time{200};
constexpr Milliseconds lift_time{1'000};  // pcscd looks for cards every 400 ms: so late it may know
constexpr std::size_t readers_max = 15;   // what one wait of the service takes, less its notice of readers
// The head of what readers say in place of a storage card, which itself takes no commands (PC/SC part 3).
constexpr std::array<std::uint8_t, 12> storage_card{0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F,
                                                    0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06};

class PcscCardReader final : public Driver {
 public:
  explicit PcscCardReader(const DriverParts& parts) : wanted_(parts.config.port.path) {}

  Status serve(DriverHost& host) override {
    auto opened = PcscService::open();
    if (!opened) return fail(opened.error());
    service_ = *std::move(opened);
    // What the old service counted says nothing now. A card that was read stays read until it is lifted.
    for (PcscReader& reader : readers_) reader.state = 0;
    for (auto& [name, visit] : visits_) visit.change.reset();
    names_.reset();
    Status served = work(host);
    service_.reset();
    return served;
  }

 private:
  /// What was done about the card in a reader.
  struct Visit {
    std::optional<std::uint32_t> change;  // the reader's count when the card came
    bool is_settled{};                    // read, or told why not: nothing more before it was lifted
  };

  Status work(DriverHost& host) {
    while (!host.is_stopping()) {
      if (auto listed = list_readers(host); !listed) return listed;
      auto waited = service_->wait(readers_, listen_time);
      if (!waited && waited.error().code != Code::not_found) return waited;
      host.wait(Milliseconds{0});  // what was asked meanwhile is heard below
      for (const PcscReader& reader : readers_) {
        note_card(host, reader);
        if (!host.is_armed() || !is_to_read(reader)) continue;
        if (auto read = read_card(host, reader); !read) return read;
        break;  // the other readers as they are after that
      }
    }
    return {};
  }

  [[nodiscard]] bool is_ours(const std::string& name) const {
    return wanted_ == "*" || name.starts_with(wanted_);
  }

  /// Which readers there are now; says so when that changed.
  Status list_readers(DriverHost& host) {
    auto names = service_->readers();
    if (!names) return fail(names.error());
    std::erase_if(*names, [this](const std::string& name) { return !is_ours(name); });
    if (names->size() > readers_max) names->resize(readers_max);
    if (names_ == *names) return {};
    std::vector<PcscReader> now;
    std::string text;
    for (const std::string& name : *names) {
      const auto known = std::ranges::find(readers_, name, &PcscReader::name);
      now.push_back(known != readers_.end() ? *known : PcscReader{name});
      text += (text.empty() ? "" : ", ") + name;
    }
    for (const PcscReader& reader : readers_) {
      if (std::ranges::find(*names, reader.name) == names->end()) note_removed(host, reader.name);
    }
    readers_ = std::move(now);
    names_ = *std::move(names);
    host.set_capabilities({{"readers", text}, {"cards", "social, uid"}});
    tell_ready(host);
    return {};
  }

  void tell_ready(DriverHost& host) const {
    if (readers_.empty()) {
      host.set_status(DeviceState::absent, {Reason::not_answering}, "no reader that fits pcsc:" + wanted_);
    } else {
      host.set_status(DeviceState::ready, {}, "");
    }
  }

  /// Notes cards that come and go.
  void note_card(DriverHost& host, const PcscReader& reader) {
    const auto visit = visits_.find(reader.name);
    if (visit != visits_.end()) {
      const std::uint32_t change = visit->second.change.value_or(reader.changes());
      visit->second.change = change;
      if (!reader.has_card() || reader.changes() != change) note_removed(host, reader.name);
    }
    if (!reader.has_card()) return;
    const bool is_new = visits_.try_emplace(reader.name, Visit{reader.changes()}).second;
    if (is_new && !host.is_armed()) host.count(Counter::unarmed);
  }

  void note_removed(DriverHost& host, const std::string& name) {
    const auto visit = visits_.find(name);
    if (visit == visits_.end()) return;
    if (visit->second.is_settled) host.send(CardRemoved{host.device()});
    visits_.erase(visit);
  }

  [[nodiscard]] bool is_to_read(const PcscReader& reader) const {
    const auto visit = visits_.find(reader.name);
    return visit != visits_.end() && !visit->second.is_settled;
  }

  Status read_card(DriverHost& host, const PcscReader& reader) {
    if (reader.is_mute()) return tell(host, reader.name, CardProblem::unread);
    auto look = look_at(host, reader.name);
    if (look) {
      host.set_status(DeviceState::ready, {}, "");
      return tell(host, reader.name, std::move(*look).value_or(CardProblem::unsupported));
    }
    if (look.error().code == Code::denied) return {};  // tried again at the next turn
    const auto is_there = look.error().code == Code::unavailable ? Result<bool>(fail(look.error()))
                                                                 : is_still_there(host, reader);
    if (!is_there) {
      // Not settled: it is read when the service is back, however often it was lifted and put down meanwhile.
      visits_.erase(reader.name);
      host.send(CardTrouble{host.device(), CardProblem::unread});
      return fail(is_there.error());
    }
    host.set_status(DeviceState::ready, {}, "");
    if (*is_there) return tell(host, reader.name, CardProblem::unread);
    visits_.erase(reader.name);  // lifted too early: nothing is left to be lifted
    host.send(CardTrouble{host.device(), CardProblem::away});
    return {};
  }

  /// What `name` has: a social card, a number, or nothing that we read. `denied`: not now.
  CardLook look_at(DriverHost& host, const std::string& name) {
    const auto card = service_->connect(name);
    if (!card) return fail(card.error());
    host.set_status(DeviceState::busy, {}, "");
    const Transmit transmit = [&](std::span<const std::uint8_t> bytes) -> Result<CardBytes> {
      if (host.is_stopping()) return fail(Code::denied, "the reader is being closed");
      return (*card)->transmit(bytes);
    };
    const auto atr = (*card)->atr();
    const bool is_storage = atr.size() >= storage_card.size() &&
                            std::equal(storage_card.begin(), storage_card.end(), atr.begin());
    if (!is_storage) {
      auto social = read_social_card(transmit);
      if (!social || *social) return social;
    }
    return read_uid(transmit);
  }

  Status tell(DriverHost& host, const std::string& name, CardReading reading) {
    visits_.at(name).is_settled = true;
    if (auto* card = std::get_if<SmartCard>(&reading)) {
      host.disarm();
      host.send(SmartCardRead{host.device(), std::move(*card)});
    } else {
      host.send(CardTrouble{host.device(), std::get<CardProblem>(reading)});
    }
    return {};
  }

  /// After a reading that broke off; gives the service time to see a card leave.
  Result<bool> is_still_there(DriverHost& host, const PcscReader& reader) {
    std::array now{reader};
    const Milliseconds until = host.clock().mono() + lift_time;
    while (host.clock().mono() < until && !host.is_stopping()) {
      const auto waited = service_->wait(now, listen_time);
      if (!waited && waited.error().code == Code::not_found) return false;
      if (!waited) return fail(waited.error());
      if (!now[0].has_card() || now[0].changes() != reader.changes()) return false;
    }
    return true;
  }

  const std::string wanted_;
  std::unique_ptr<PcscService> service_;
  std::optional<std::vector<std::string>> names_;  // ours, as last told; nothing: not yet told
  std::vector<PcscReader> readers_;
  std::map<std::string, Visit> visits_;  // readers with a card in them
};

}  // namespace

Result<std::unique_ptr<Driver>> make_pcsc_card_reader(const DriverParts& parts) {
  return std::make_unique<PcscCardReader>(parts);
}

std::vector<FoundDevice> find_pcsc_card_readers(std::span<const FoundNode> /*nodes*/) {
  const auto service = PcscService::open();
  if (!service) return {};
  const auto names = (*service)->readers();
  if (!names || names->empty()) return {};
  FoundDevice found{
      .config = {DeviceId{"card-reader"}, DeviceClass::card_reader, "pcsc-card-reader",
                 PortConfig{PortConfig::Kind::pcsc, "*"}, ""},
      .is_sure = true,
      .note = "all readers of this machine are one device; for one of them: pcsc: and its name"};
  for (const std::string& name : *names) found.says += (found.says.empty() ? "" : ", ") + name;
  return {std::move(found)};
}

}  // namespace yz::hal
