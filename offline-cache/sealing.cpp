#include "offline-cache/sealing.h"

#include <sodium.h>

#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/wipe.h"
#include "offline-cache/event_line.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

/// Built by hand: a JSON library would leave copies of what it was given in freed memory.
Sensitive<std::string> inside(const BoxContext& context, const std::string& fields) {
  std::string text;
  text.reserve(fields.size() + 400);  // a longer one would be moved, and left behind where it was
  text.append(R"({"dev":")").append(context.device).append(R"(","ep":")").append(context.epoch);
  text.append(R"(","op":")").append(context.op).append(R"(","purpose":")").append(context.purpose);
  text.append(R"(","type":")").append(context.type).append(R"(","fields":)").append(fields).append("}");
  return Sensitive(std::move(text));
}

}  // namespace

Result<Box> seal(const SealKey& key, const BoxContext& context, const Sensitive<std::string>& fields_json) {
  static const bool ready = sodium_init() >= 0;
  check(ready, "libsodium starts");
  for (const std::string* word :
       {&key.id, &context.device, &context.epoch, &context.op, &context.purpose, &context.type}) {
    if (!is_plain_word(*word)) return fail(Code::invalid, "box: key, device, epoch, op, purpose or type");
  }
  const std::string& fields = fields_json.reveal();
  if (!fields.starts_with('{') || !nlohmann::json::accept(fields))
    return fail(Code::invalid, "box: the fields are no JSON object");
  const auto clear = inside(context, fields);
  const auto* bytes = reinterpret_cast<const unsigned char*>(clear.reveal().data());
  std::string sealed(clear.reveal().size() + crypto_box_SEALBYTES, '\0');
  const int done = crypto_box_seal(reinterpret_cast<unsigned char*>(sealed.data()), bytes,
                                   clear.reveal().size(), key.public_key.data());
  if (done != 0) return fail(Code::invalid, "box: that key is none");
  return Box{key.id, to_base64(sealed)};
}

}  // namespace yz::cache
