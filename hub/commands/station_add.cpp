// yizhan-hub station add
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"

namespace yz::hub {

Command add_station_add(CLI::App& group, Common& common, const Clock& clock) {
  auto id = std::make_shared<std::string>();
  auto name = std::make_shared<std::string>();
  CLI::App* app = group.add_subcommand("add", "adds a station");
  add_common(*app, common);
  app->add_option("--id", *id, "short and for good, as in taiping")->required();
  app->add_option("--name", *name, "what people call it")->required();
  return {
      app, [&common, &clock, id, name]() -> Result<Said> {
        const auto done = ask_hub(common.data, clock, {{"do", "station.add"}, {"id", *id}, {"name", *name}});
        if (!done) return fail(done.error());
        return Said{*done, "station " + *id + " added"};
      }};
}

}  // namespace yz::hub
