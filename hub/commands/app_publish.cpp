// yizhan-hub app publish BUNDLE --version V
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"
#include "hub/release.h"

namespace yz::hub {

namespace {

struct Wanted {
  std::filesystem::path bundle;
  std::string version;
  std::string station;
};

Result<Said> publish_bundle(const Common& common, const Wanted& wanted, const Clock& clock) {
  const auto kept = keep_bundle(wanted.bundle, common.data);
  if (!kept) return fail(kept.error());
  const auto done = ask_hub(common.data, clock,
                            {{"do", "app.publish"},
                             {"version", wanted.version},
                             {"sha256", kept->sha256},
                             {"bytes", kept->bytes},
                             {"station", wanted.station}});
  if (!done) return fail(done.error());
  const std::string where = wanted.station.empty() ? "every station" : "station " + wanted.station;
  return Said{*done, "version " + wanted.version + " offered to the kiosks of " + where};
}

}  // namespace

Command add_app_publish(CLI::App& group, Common& common, const Clock& clock) {
  auto wanted = std::make_shared<Wanted>();
  CLI::App* app = group.add_subcommand("publish", "offers a signed system image to the kiosks");
  add_common(*app, common);
  app->add_option("bundle", wanted->bundle, "yizhan.raucb, as image/build made it")->required();
  app->add_option("--version", wanted->version, "its version, as image/build tells it")->required();
  app->add_option("--station", wanted->station, "only for the kiosks of this station");
  return {app, [&common, &clock, wanted] { return publish_bundle(common, *wanted, clock); }};
}

}  // namespace yz::hub
