// yizhan-hub kiosk confirm and kiosk revoke.
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"

namespace yz::hub {

namespace {

Command add_state(CLI::App& group, Common& common, const Clock& clock, const char* verb, const char* help,
                  const char* state) {
  auto device = std::make_shared<std::string>();
  CLI::App* app = group.add_subcommand(verb, help);
  add_common(*app, common);
  app->add_option("device", *device, "the kiosk's id")->required();
  return {app, [&common, &clock, device, state]() -> Result<Said> {
            const auto done =
                ask_hub(common.data, clock, {{"do", "kiosk.state"}, {"device", *device}, {"state", state}});
            if (!done) return fail(done.error());
            return Said{*done,
                        "kiosk " + *device + " (" + done->value("digits", std::string()) + ") is " + state};
          }};
}

}  // namespace

Command add_kiosk_confirm(CLI::App& group, Common& common, const Clock& clock) {
  return add_state(group, common, clock, "confirm",
                   "lets an enrolled kiosk in, once both screens show the same digits", "live");
}

Command add_kiosk_revoke(CLI::App& group, Common& common, const Clock& clock) {
  return add_state(group, common, clock, "revoke", "shuts a kiosk out for good", "revoked");
}

}  // namespace yz::hub
