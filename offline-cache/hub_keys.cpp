#include "offline-cache/hub_keys.h"

#include <nlohmann/json.hpp>

#include "base/wipe.h"
#include "offline-cache/event_line.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"

namespace yz::cache {

namespace {

constexpr const char* file_name = "hub-keys.json";
constexpr std::size_t file_bytes_max = 4'096;

std::string text_of(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<HubKeys> parse_hub_keys(std::string_view json) {
  const auto object = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
  const auto seal = object.find("seal");
  if (!object.is_object() || seal == object.end() || !seal->is_object())
    return fail(Code::corrupt, "no keys of a hub");
  HubKeys keys{.seal = {.id = text_of(*seal, "k")}, .station_secret = {}};
  KeyBytes secret{};
  std::string secret_hex = text_of(object, "station_secret");
  const bool good = is_plain_word(keys.seal.id) && from_hex(text_of(*seal, "public"), keys.seal.public_key) &&
                    from_hex(secret_hex, secret);
  keys.station_secret = Sensitive(secret);
  wipe(std::span(secret));
  wipe(std::span(secret_hex));
  if (!good) return fail(Code::corrupt, "no keys of a hub");
  return keys;
}

Result<HubKeys> load_hub_keys(const std::filesystem::path& folder) {
  auto text = read_whole(folder / file_name, file_bytes_max);
  if (!text) return fail(text.error());
  auto keys = parse_hub_keys(*text);
  wipe(std::span(*text));
  return keys;
}

Status keep_hub_keys(const std::filesystem::path& folder, const HubKeys& keys) {
  std::string text = R"({"seal":{"k":")" + keys.seal.id + R"(","public":")" + to_hex(keys.seal.public_key) +
                     R"("},"station_secret":")" + to_hex(keys.station_secret.reveal()) + "\"}\n";
  auto kept = write_whole(folder / file_name, text, 0600);
  wipe(std::span(text));
  return kept;
}

}  // namespace yz::cache
