// yizhan-hub kiosk enrol: makes a one-time code for a new kiosk.
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"

namespace yz::hub {

namespace {

struct EnrolOptions {
  std::string station;
  int digit{};
  bool is_auto_confirmed{};
};

}  // namespace

Command add_kiosk_enrol(CLI::App& group, Common& common, const Clock& clock) {
  auto options = std::make_shared<EnrolOptions>();
  CLI::App* app =
      group.add_subcommand("enrol", "makes a one-time code (15 minutes, 5 tries) for a new kiosk");
  add_common(*app, common);
  app->add_option("--station", options->station)->required();
  app->add_option("--digit", options->digit, "1 to 9 where the station has several kiosks")
      ->capture_default_str();
  app->add_flag("--auto-confirm", options->is_auto_confirmed, "live at once, without `kiosk confirm`");
  return {app, [&common, &clock, options]() -> Result<Said> {
            const auto done = ask_hub(common.data, clock,
                                      {{"do", "kiosk.enrol"},
                                       {"station", options->station},
                                       {"digit", options->digit},
                                       {"auto_confirm", options->is_auto_confirmed}});
            if (!done) return fail(done.error());
            return Said{*done, done->value("code", std::string())};
          }};
}

}  // namespace yz::hub
