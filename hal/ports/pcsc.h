// Smart-card readers through the PC/SC service of the machine (pcscd): which there are, which has a card, and
// bytes to a card and back, without meaning. Used by one device thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/sensitive.h"

namespace yz::hal {

/// One reader as it was last seen. `state` is the service's own word for it: never seen when 0.
struct PcscReader {
  std::string name;
  std::uint32_t state{};
  [[nodiscard]] bool has_card() const;
  /// There is a card, and it does not answer when power is put on it.
  [[nodiscard]] bool is_mute() const;
  /// Rises with each card put in and each taken out.
  [[nodiscard]] std::uint32_t changes() const;
};

/// A card that power was put on. The service may be gone when this is closed.
class PcscCard {
 public:
  PcscCard() = default;
  PcscCard(const PcscCard&) = delete;
  PcscCard& operator=(const PcscCard&) = delete;
  virtual ~PcscCard() = default;

  /// What the card said when power came on, at most 33 bytes.
  [[nodiscard]] virtual std::vector<std::uint8_t> atr() const = 0;
  /// Blocks until the card or its reader answers. `not_found`: the card is gone; `corrupt`: it did not answer
  /// as a card does; `unavailable`: the service is gone.
  [[nodiscard]] virtual Result<Sensitive<std::vector<std::uint8_t>>> transmit(
      std::span<const std::uint8_t> bytes) = 0;
};

class PcscService {
 public:
  PcscService() = default;
  PcscService(const PcscService&) = delete;
  PcscService& operator=(const PcscService&) = delete;
  virtual ~PcscService() = default;

  /// `unavailable` here and below: the service does not run, or was started again since; open another.
  [[nodiscard]] static Result<std::unique_ptr<PcscService>> open();
  /// The names of all readers, at most 16.
  [[nodiscard]] virtual Result<std::vector<std::string>> readers() = 0;
  /// Waits until one of `readers` is no longer as it was last seen, or until a reader comes or goes, at most
  /// `time`; brings `readers` up to date. `not_found`: one of them is gone, ask for the list anew.
  [[nodiscard]] virtual Status wait(std::span<PcscReader> readers, Milliseconds time) = 0;
  /// Puts power on the card. `not_found`: no card; `corrupt`: it does not answer as a card does; `denied`:
  /// another program has it.
  [[nodiscard]] virtual Result<std::unique_ptr<PcscCard>> connect(const std::string& reader) = 0;
};

}  // namespace yz::hal
