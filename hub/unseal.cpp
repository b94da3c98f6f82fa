#include "hub/unseal.h"

#include <nlohmann/json.hpp>

#include "hub/crypto.h"

namespace yz::hub {

namespace {

using nlohmann::json;

constexpr std::size_t word_bytes_max = 128;

std::string word_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= word_bytes_max ? text : std::string();
}

tl::unexpected<Unreadable> closed(std::string detail) {
  return tl::unexpected(Unreadable{"box_does_not_open", std::move(detail)});
}

}  // namespace

Result<BoxInside> read_box(const Sensitive<std::string>& clear) {
  const std::string& text = clear.reveal();
  if (!is_utf8(text) || json_depth(text) > json_depth_max) return fail(Code::corrupt, "no text of a box");
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) return fail(Code::corrupt, "no JSON object in the box");
  const auto fields = object.find("fields");
  BoxInside inside{.device = word_of(object, "dev"),
                   .epoch = word_of(object, "ep"),
                   .op = word_of(object, "op"),
                   .purpose = word_of(object, "purpose"),
                   .type = word_of(object, "type"),
                   .fields_json = {}};
  if (fields == object.end() || !fields->is_object() || inside.purpose.empty())
    return fail(Code::corrupt, "fields or purpose are missing in the box");
  inside.fields_json = Sensitive(fields->dump());
  return inside;
}

tl::expected<BoxInside, Unreadable> unseal(const SealKey& key, const EventLine& event) {
  if (!event.box) return closed("the event has no box");
  if (event.box->key != SealKey::id()) return closed("sealed for a key that is not here");
  const auto sealed = from_base64(event.box->text);
  if (!sealed) return closed("the box is no base64");
  const auto clear = key.open(*sealed);
  if (!clear) return closed(clear.error().what);
  auto inside = read_box(*clear);
  if (!inside) return closed(inside.error().what);
  if (inside->device != event.device || inside->epoch != event.epoch || inside->op != event.op ||
      inside->type != event.type) {
    return tl::unexpected(
        Unreadable{"box_of_another_event", "dev, ep, op or type inside are another event's"});
  }
  return *std::move(inside);
}

}  // namespace yz::hub
