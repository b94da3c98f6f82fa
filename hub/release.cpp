#include "hub/release.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "domain/app/app_events.h"
#include "hub/publish.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"

namespace yz::hub {

namespace {

/// What a bundle begins with: it is a squashfs with a signature behind it.
constexpr std::string_view bundle_magic = "hsqs";

}  // namespace

Result<store::Release> keep_bundle(const std::filesystem::path& bundle, const std::filesystem::path& data) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(bundle, error);
  if (error) return fail(Code::invalid, bundle.string() + ": " + error.message());
  const auto magic = bytes < bundle_magic.size() ? Result<std::string>(std::string())
                                                 : read_part(bundle, 0, bundle_magic.size());
  if (!magic) return fail(magic.error());
  if (*magic != bundle_magic)
    return fail(Code::invalid,
                bundle.string() + ": is no bundle; give the yizhan.raucb that image/build makes");
  const auto hash = sha256_of_file(bundle);
  if (!hash) return fail(hash.error());
  store::Release release{
      .version = {}, .sha256 = to_hex(*hash), .bytes = static_cast<std::int64_t>(bytes), .station = {}};
  const auto blob = blob_path(data, release.sha256);
  if (std::filesystem::exists(blob, error)) return release;
  if (auto copied = copy_whole(bundle, blob); !copied) return fail(copied.error());
  return release;
}

Status publish_release(Hub& hub, const store::Release& release) {
  if (!domain::is_app_version(release.version))
    return fail(Code::invalid, "--version takes numbers between dots, as image/build tells them");
  Database& database = hub.database();
  const auto stations = store::stations(database);
  if (!stations) return fail(stations.error());
  auto transaction = Transaction::begin(database);
  if (!transaction) return fail(transaction.error());
  if (auto added = store::add_release(database, release, hub.clock().now()); !added) return added;
  const std::string line = R"("kind":"fresh","app":)" + nlohmann::json(release.version).dump();
  bool is_known = release.station.empty();
  for (const store::StationRow& station : *stations) {
    if (!release.station.empty() && station.id != release.station) continue;
    is_known = true;
    if (auto told = store::add_feed(database, station.id, "hub", line); !told) return fail(told.error());
    hub.note_change(station.id);
  }
  if (!is_known)
    return fail(Code::not_found, "no station \"" + release.station +
                                     "\"; first: yizhan-hub station add --id " + release.station);
  return transaction->commit();
}

}  // namespace yz::hub
