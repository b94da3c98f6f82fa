// POST /api/device/v1/enrol: a one-time code, a new key, and the device is known.
#include <fmt/format.h>

#include "base/ids.h"
#include "hub/api/dispatch.h"
#include "hub/hub.h"
#include "hub/store/devices.h"
#include "hub/wish_blocks.h"

namespace yz::hub {

Outcome post_enrol(Hub& hub, const Session&, const Request& request);

namespace {

constexpr std::size_t code_chars = 10;
constexpr int tries_max = 5;

struct Asked {
  std::string code_as_sent;
  std::string code;
  std::string device;
  std::string public_key;
  std::string nonce;
  std::string sig;
};

/// The six digits that both screens show: a swapped key in between would change them.
std::string digits_of(const Hub& hub, const Asked& asked) {
  const Hash hash = sha256(asked.code + asked.device + asked.public_key + hub.id());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = (number << 8U) | hash[i];
  return fmt::format("{:06}", number % 1'000'000U);
}

Reply enrolled(Hub& hub, const store::Device& device) {
  return with_nonce(hub, {{"device", device.id},
                          {"station", device.station},
                          {"kiosk_digit", device.kiosk_digit},
                          {"hub", hub.id()},
                          {"content_key", hub.content_key().public_hex()},
                          {"ticket_url", hub.ticket_url},
                          {"digits", device.digits},
                          {"state", device.state}});
}

Reply wrong_code(Hub& hub, const Request& request) {
  if (!hub.wrong_codes.take(request.address, hub.clock().mono())) return error_reply(429, "too many tries");
  return error_reply(403, "code");
}

bool is_signed(const Asked& asked) {
  const std::string message = "yz-enrol-1\n" + asked.code_as_sent + "\n" + asked.device + "\n" + asked.nonce;
  return signature_holds(asked.public_key, message, asked.sig);
}

/// Uses the code up and makes the device, both or neither.
Status enrol(Hub& hub, const store::EnrolmentCode& code, const store::Device& device) {
  auto transaction = Transaction::begin(hub.database());
  if (!transaction) return fail(transaction.error());
  if (auto added = store::add_device(hub.database(), device); !added) return added;
  if (auto granted = grant_first_wish_blocks(hub, device.id, device.station); !granted) return granted;
  if (auto used = store::use_code(hub.database(), code.name, device.id); !used) return used;
  return transaction->commit();
}

}  // namespace

Outcome post_enrol(Hub& hub, const Session&, const Request& request) {
  const auto body = read_json(request.body);
  if (!body) return error_reply(400, "body");
  Asked asked{.code_as_sent = text_of(*body, "code"),
              .code = tidy_code(text_of(*body, "code")),
              .device = text_of(*body, "device"),
              .public_key = text_of(*body, "public_key"),
              .nonce = text_of(*body, "nonce"),
              .sig = text_of(*body, "sig")};
  if (!is_ulid(asked.device) || !hash_from_hex(asked.public_key)) return error_reply(400, "body");
  if (!hub.nonce_holds(asked.nonce)) return with_nonce(hub, {{"error", "nonce"}}, 401);
  if (asked.code.size() != code_chars) return wrong_code(hub, request);

  const std::string name = asked.code.substr(0, code_chars / 2);
  const auto code = store::find_code(hub.database(), name);
  if (!code) return failed_reply(code.error());
  if (!*code) return wrong_code(hub, request);
  if ((*code)->tries >= tries_max) return error_reply(429, "too many tries");
  if ((*code)->code_hash != to_hex(sha256(asked.code)) || !is_signed(asked)) {
    if (auto counted = store::count_try(hub.database(), name); !counted) return failed_reply(counted.error());
    return wrong_code(hub, request);
  }
  const auto known = store::find_device(hub.database(), asked.device);
  if (!known) return failed_reply(known.error());
  // Its first answer was lost: the same device with the same key hears it again.
  if (*known && (*code)->device == asked.device && (*known)->public_key == asked.public_key) {
    return enrolled(hub, **known);
  }
  const Instant now = hub.clock().now();
  if (*known || !(*code)->device.empty() || now > (*code)->expires_at) return wrong_code(hub, request);
  const store::Device device{.id = asked.device,
                             .station = (*code)->station,
                             .kiosk_digit = (*code)->kiosk_digit,
                             .public_key = asked.public_key,
                             .state = (*code)->is_auto_confirmed ? "live" : "pending",
                             .digits = digits_of(hub, asked),
                             .enrolled_at = now,
                             .last_seen = now};
  if (auto done = enrol(hub, **code, device); !done) return failed_reply(done.error());
  return enrolled(hub, device);
}

}  // namespace yz::hub
