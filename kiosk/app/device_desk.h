// What the devices are doing, and what they read, for screens. Arming and disarming goes out by a function;
// events come in through the inbox. UI thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "domain/identity/identity.h"
#include "hal/grey_image.h"
#include "hal/slip.h"
#include "kiosk/app/session.h"
#include "kiosk/app/views.h"

namespace yz::kiosk {

/// What the desks ask of hal::Devices, as functions that return at once.
struct DeviceActions {
  std::function<void(hal::DeviceClass)> arm;
  std::function<void(hal::DeviceClass)> disarm;
  std::function<void(const hal::DeviceId&)> restart;
  std::function<void(const hal::DeviceId&)> disable;
  std::function<void(const hal::DeviceId&)> enable;
  std::function<std::vector<hal::DeviceHealth>()> health;
  std::function<void(const hal::DeviceId&, bool)> watch;
  std::function<Status(const hal::DeviceId&, hal::PhotoAsk)> take_photo;
  std::function<hal::GreyPicture(const hal::Slip&)> picture_of;
};

class DeviceDesk {
 public:
  explicit DeviceDesk(DeviceActions actions) : actions_(std::move(actions)) {}

  /// In the order of kiosk.toml.
  [[nodiscard]] const std::vector<DeviceView>& all() const { return devices_; }
  /// The first of its class that is there; nullptr if the kiosk has none.
  [[nodiscard]] const DeviceView* first(hal::DeviceClass device_class) const;
  /// One of its class is ready or busy: can it be asked for?
  [[nodiscard]] bool is_usable(hal::DeviceClass device_class) const;
  /// Staff.
  void restart(const hal::DeviceId& id) { actions_.restart(id); }
  void disable(const hal::DeviceId& id) { actions_.disable(id); }
  void enable(const hal::DeviceId& id) { actions_.enable(id); }

  /// What it can do, its figures and its last faults, as they are now; nothing for a device that is none.
  [[nodiscard]] std::optional<hal::DeviceHealth> health(const hal::DeviceId& id) const;

  /// What the slip will look like on 80 mm paper. Some milliseconds: once, not with each frame.
  [[nodiscard]] std::shared_ptr<const hal::GreyPicture> picture_of(const hal::Slip& slip) const {
    return std::make_shared<const hal::GreyPicture>(actions_.picture_of(slip));
  }

  void take(const hal::DeviceChanged& event);

 private:
  DeviceActions actions_;
  std::vector<DeviceView> devices_;
};

/// Who is here: by card or by typed number. What is read goes into the session and is gone with it.
class IdentityDesk {
 public:
  /// `today` gives the station's day.
  IdentityDesk(DeviceActions actions, Session& session, std::function<domain::Day()> today)
      : actions_(std::move(actions)), session_(session), today_(std::move(today)) {}

  /// What may say who is here. With `any_card` also a volunteer's or a party member's, which is only a
  /// number.
  enum class Accepts { people, any_card };
  /// Lets one card be read, by whichever reader it is put on. Drops what trouble there was before.
  void arm(Accepts accepts = Accepts::people);
  void disarm();
  [[nodiscard]] bool is_armed() const { return armed_; }
  /// What went wrong with the last card, until it is armed again or a card is read: read.away, read.none …
  [[nodiscard]] std::optional<hal::CardProblem> trouble() const { return trouble_; }
  /// The card's number was no valid one.
  [[nodiscard]] std::optional<domain::IdRefusal> refusal() const { return refusal_; }
  /// Typed instead of read: the person is in the session then (without a name), or the reason why not.
  std::optional<domain::IdRefusal> type_number(const Sensitive<std::string>& number);
  /// Whole years on the station's day; nothing while nobody is known.
  [[nodiscard]] std::optional<int> age() const;

  void take(const hal::CardRead& event);
  /// A social security card says who is here like a typed number, with the name; no proof of it
  /// (docs/formats/smart-card.md). A card that is only a number goes into the session where it is accepted,
  /// and is nobody's elsewhere.
  void take(const hal::SmartCardRead& event);
  void take(const hal::CardTrouble& event);
  void wipe();

 private:
  void name_person(const Sensitive<std::string>& name);

  DeviceActions actions_;
  Session& session_;
  std::function<domain::Day()> today_;
  bool armed_{};
  Accepts accepts_{Accepts::people};
  std::optional<hal::CardProblem> trouble_;
  std::optional<domain::IdRefusal> refusal_;
};

struct Scanned {
  std::string text;  // untrusted: any bytes, ≤ 4 KiB
  bool too_long{};
};

class ScanDesk {
 public:
  explicit ScanDesk(DeviceActions actions) : actions_(std::move(actions)) {}

  /// Scanner and camera together, for one code.
  void arm();
  void disarm();
  [[nodiscard]] bool is_armed() const { return armed_; }
  /// What was scanned, once.
  std::optional<Scanned> take_result();

  void take(const hal::CodeScanned& event);
  void wipe();

 private:
  DeviceActions actions_;
  bool armed_{};
  std::optional<Scanned> result_;
};

}  // namespace yz::kiosk
