// The table of jobs that change the hub's data on behalf of a subcommand.
#include <array>

#include "hub/api/exchange.h"
#include "hub/commands/admin_channel.h"
#include "hub/publish.h"
#include "hub/release.h"
#include "hub/store/accounts.h"
#include "hub/store/devices.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"

namespace yz::hub {

namespace {

using nlohmann::json;

constexpr std::chrono::minutes code_life{15};
constexpr std::chrono::minutes first_password_life{15};
constexpr std::size_t code_chars = 10;

Status expect_station(Hub& hub, const std::string& id) {
  const auto station = store::find_station(hub.database(), id);
  if (!station) return fail(station.error());
  if (!*station)
    return fail(Code::not_found, "no station \"" + id + "\"; first: yizhan-hub station add --id " + id);
  return {};
}

Result<json> add_station(Hub& hub, const json& job) {
  const std::string id = text_of(job, "id");
  const std::string name = text_of(job, "name", 500);
  if (!is_pack_path(id) || id.find('/') != std::string::npos || name.empty()) {
    return fail(Code::invalid, "--id takes letters, digits, '_' and '-', and --name must not be empty");
  }
  auto added = store::add_station(hub.database(), id, name, hub.clock().now());
  if (!added && added.error().code == Code::conflict)
    return fail(Code::conflict, "station " + id + " is there already");
  if (!added) return fail(added.error());
  if (auto loaded = hub.books().load(hub.clock().now()); !loaded) return fail(loaded.error());
  return json{{"station", id}, {"name", name}};
}

Result<json> enrol_kiosk(Hub& hub, const json& job) {
  const std::string station = text_of(job, "station");
  if (auto known = expect_station(hub, station); !known) return fail(known.error());
  const auto digit = job.value("digit", std::int64_t{0});
  if (digit < 0 || digit > 9)
    return fail(Code::invalid, "--digit is 1 to 9, or 0 for a station's only kiosk");
  const std::string code = random_code(code_chars);
  const Instant expires = hub.clock().now() + code_life;
  const store::EnrolmentCode row{.name = code.substr(0, code_chars / 2),
                                 .code_hash = to_hex(sha256(code)),
                                 .station = station,
                                 .kiosk_digit = digit,
                                 .is_auto_confirmed = job.value("auto_confirm", false),
                                 .expires_at = expires,
                                 .tries = 0,
                                 .device = {}};
  if (auto added = store::add_code(hub.database(), row); !added) return fail(added.error());
  return json{{"station", station},
              {"kiosk_digit", digit},
              {"code", code.substr(0, code_chars / 2) + "-" + code.substr(code_chars / 2)},
              {"expires_at", store::to_ms(expires)}};
}

Result<json> set_kiosk_state(Hub& hub, const json& job) {
  const std::string id = text_of(job, "device");
  const std::string state = text_of(job, "state");
  const auto device = store::find_device(hub.database(), id);
  if (!device) return fail(device.error());
  if (!*device) return fail(Code::not_found, "no kiosk " + id);
  if ((*device)->state == "revoked")
    return fail(Code::conflict, "kiosk " + id + " is revoked for good; enrol it anew");
  if (state != "live" && state != "revoked") return fail(Code::invalid, "state");
  if (auto set = store::set_state(hub.database(), id, state); !set) return fail(set.error());
  return json{{"device", id}, {"state", state}, {"digits", (*device)->digits}};
}

/// Where the account works, as its role asks for it. What is missing or wrong is said by the option's name.
Status check_place(Hub& hub, Role role, const std::string& station, const std::string& unit) {
  if (station.empty() && role != Role::admin)
    return fail(Code::invalid, "--station: only an admin's account can do without one");
  if (!station.empty()) {
    if (auto known = expect_station(hub, station); !known) return known;
  }
  if ((role == Role::unit) == unit.empty())
    return fail(Code::invalid, "--unit: an account of the role unit needs one, and no other has one");
  if (unit.empty()) return {};
  const auto book = hub.books().wishes().find(station);
  if (!book) return fail(book.error());
  if ((*book)->content().find_unit(domain::UnitId(unit)) != nullptr) return {};
  return fail(Code::not_found,
              "no unit \"" + unit + "\" in the newest content of " + station + "; wishes.json names them");
}

Result<json> add_user(Hub& hub, const json& job) {
  const std::string name = text_of(job, "name");
  const auto role = parse_staff_role(text_of(job, "role"));
  const std::string station = text_of(job, "station");
  const std::string unit = text_of(job, "unit");
  const bool is_first = job.value("is_first", false);
  if (name.empty()) return fail(Code::invalid, "--name must not be empty");
  if (!role) return fail(Code::invalid, "--role is counter, dispatcher, unit or admin");
  if (auto good = check_place(hub, *role, station, unit); !good) return fail(good.error());
  const Instant now = hub.clock().now();
  const store::Account account{.name = name,
                               .role = to_string(*role),
                               .station = station,
                               .password_hash = text_of(job, "password_hash", 512),
                               .must_change = is_first,
                               .first_until = is_first ? now + first_password_life : Instant{},
                               .display_name = text_of(job, "display_name"),
                               .unit = unit};
  auto added = store::add_account(hub.database(), account, now);
  if (!added && added.error().code == Code::conflict)
    return fail(Code::conflict, "user " + name + " is there already");
  if (!added) return fail(added.error());
  return json{{"name", name}, {"role", to_string(*role)}, {"station", station}, {"unit", unit}};
}

Result<json> publish_content(Hub& hub, const json& job) {
  Pack pack{.station_json = text_of(job, "station_json", 4U << 20U),
            .wishes_json = text_of(job, "wishes_json", 4U << 20U),
            .lessons_json = text_of(job, "lessons_json", 4U << 20U),
            .files = {}};
  const auto files = job.find("files");
  if (files == job.end() || !files->is_array()) return fail(Code::invalid, "files");
  for (const json& file : *files) {
    if (!file.is_object()) return fail(Code::invalid, "files");
    pack.files.push_back(
        {text_of(file, "path"), text_of(file, "sha256"), file.value("len", std::int64_t{-1})});
    if (!is_pack_path(pack.files.back().path) || !hash_from_hex(pack.files.back().sha256)) {
      return fail(Code::invalid, "files");
    }
  }
  const auto version = publish(hub, pack);
  if (!version) return fail(version.error());
  return json{{"version", *version}, {"files", pack.files.size()}};
}

Result<json> publish_app(Hub& hub, const json& job) {
  const store::Release release{.version = text_of(job, "version"),
                               .sha256 = text_of(job, "sha256"),
                               .bytes = job.value("bytes", std::int64_t{-1}),
                               .station = text_of(job, "station")};
  if (!hash_from_hex(release.sha256) || release.bytes <= 0) return fail(Code::invalid, "bundle");
  if (auto published = publish_release(hub, release); !published) return fail(published.error());
  return json{{"version", release.version}, {"sha256", release.sha256}, {"station", release.station}};
}

/// The settings of the connection that writes; a second one would only tell of itself.
Result<json> tell_settings(Hub& hub, const json&) {
  json settings = json::object();
  for (const char* name :
       {"journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check"}) {
    const auto value = hub.database().setting(name);
    if (!value) return fail(value.error());
    settings[name] = *value;
  }
  return settings;
}

struct AdminJob {
  std::string_view name;
  Result<json> (*run)(Hub&, const json&);
};
constexpr std::array jobs{
    AdminJob{"station.add", add_station},         AdminJob{"kiosk.enrol", enrol_kiosk},
    AdminJob{"kiosk.state", set_kiosk_state},     AdminJob{"user.add", add_user},
    AdminJob{"content.publish", publish_content}, AdminJob{"app.publish", publish_app},
    AdminJob{"settings", tell_settings},
};

}  // namespace

Result<json> run_admin_job(Hub& hub, const json& job) {
  const std::string name = text_of(job, "do");
  for (const AdminJob& known : jobs) {
    if (known.name == name) return known.run(hub, job);
  }
  return fail(Code::unsupported, "the running hub does not know \"" + name + "\"; is it of another version?");
}

}  // namespace yz::hub
