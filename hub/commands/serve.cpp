// yizhan-hub serve: the hub itself.
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "hub/commands/admin_channel.h"
#include "hub/commands/commands.h"
#include "hub/http/server.h"

namespace yz::hub {

namespace {

struct ServeOptions {
  std::string listen{"127.0.0.1:8080"};
  std::string database;
  std::string public_url;
};

Result<Said> serve(const Common& common, const ServeOptions& options, const Clock& clock) {
  if (!options.database.empty()) {
    return fail(Code::unsupported,
                "--database: this version keeps its data in SQLite under --data; leave it out");
  }
  const auto listen = parse_listen(options.listen);
  if (!listen) return fail(listen.error());
  auto hub = Hub::open(common.data, clock);
  if (!hub) return fail(hub.error());
  auto worker = Worker::start(*std::move(hub));
  auto admin = AdminSocket::open(common.data, *worker);
  if (!admin) return fail(admin.error());
  const auto note_url = [&worker, &options](const std::string& url) {
    const std::string base = options.public_url.empty() ? url : options.public_url;
    (void)worker->call([base](Hub& running) -> Result<nlohmann::json> {
      running.ticket_url = base + "/q/";
      return nlohmann::json::object();
    });
  };
  auto served = serve_http(*worker, *listen, common.data, note_url);
  if (!served) return fail(served.error());
  return Said{};
}

}  // namespace

Command add_serve(CLI::App& program, Common& common, const Clock& clock) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* app = program.add_subcommand("serve", "runs the hub until it is told to end (SIGTERM)");
  add_common(*app, common);
  app->add_option("--listen", options->listen, "address and port; port 0 takes a free one")
      ->capture_default_str();
  app->add_option("--database", options->database, "postgresql://… (not in this version)");
  app->add_option("--public-url", options->public_url,
                  "what tickets' QR codes begin with, if not the address itself");
  return {app, [&common, options, &clock] {
            spdlog::set_default_logger(spdlog::stderr_color_mt("hub"));
            return serve(common, *options, clock);
          }};
}

}  // namespace yz::hub
