// yizhan-hub content publish DIR
#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"
#include "hub/publish.h"

namespace yz::hub {

namespace {

Result<Said> publish_folder(const Common& common, const std::filesystem::path& folder, const Clock& clock) {
  const auto pack = read_pack(folder, common.data);
  if (!pack) return fail(pack.error());
  nlohmann::json files = nlohmann::json::array();
  for (const PackFile& file : pack->files) {
    files.push_back({{"path", file.path}, {"sha256", file.sha256}, {"len", file.bytes}});
  }
  const auto done = ask_hub(common.data, clock,
                            {{"do", "content.publish"},
                             {"station_json", pack->station_json},
                             {"wishes_json", pack->wishes_json},
                             {"lessons_json", pack->lessons_json},
                             {"files", files}});
  if (!done) return fail(done.error());
  return Said{*done,
              "content version " + std::to_string(done->value("version", std::int64_t{0})) + " published"};
}

}  // namespace

Command add_content_publish(CLI::App& group, Common& common, const Clock& clock) {
  auto folder = std::make_shared<std::filesystem::path>();
  CLI::App* app =
      group.add_subcommand("publish", "checks a content pack, signs it, and offers it to the kiosks");
  add_common(*app, common);
  app->add_option("folder", *folder, "the pack (docs/formats/content-pack.md)")->required();
  return {app, [&common, &clock, folder] { return publish_folder(common, *folder, clock); }};
}

}  // namespace yz::hub
