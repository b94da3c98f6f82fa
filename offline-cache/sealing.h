// Boxes: what belongs to a person leaves the kiosk's memory only inside one, and nothing on the kiosk can
// open it again (docs/formats/events.md, "Sealed"). Pure but for libsodium's randomness.
#pragma once

#include <string>

#include "base/result.h"
#include "base/sensitive.h"
#include "offline-cache/hub_keys.h"

namespace yz::cache {

/// The event around a box. It stands inside too, so that a box pasted into another event is found out.
struct BoxContext {
  std::string device;
  std::string epoch;
  std::string op;
  std::string purpose;  // "wish", what the fields are for: a plain word
  std::string type;
};

/// What is to be sealed into an event; the journal does it, because it alone knows the epoch.
struct ToSeal {
  SealKey key;
  std::string purpose;
  Sensitive<std::string> fields_json;  // one JSON object
};

struct Box {
  std::string key;   // id of the seal key
  std::string text;  // base64
};

/// `invalid`: the fields are no JSON object, or the context is not made of plain words.
[[nodiscard]] Result<Box> seal(const SealKey& key, const BoxContext& context,
                               const Sensitive<std::string>& fields_json);

}  // namespace yz::cache
