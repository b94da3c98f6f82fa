// One process writes a data folder. When `serve` runs, it is the one: the other subcommands ask it through a
// Unix socket in the folder (only its owner may open it), a line of JSON there and one back. When nobody
// runs, they do the same work themselves.
#pragma once

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "hub/worker.h"

namespace yz::hub {

/// Carries out {"do":"station.add",…}: the table of admin jobs is in admin_jobs.cpp.
[[nodiscard]] Result<nlohmann::json> run_admin_job(Hub& hub, const nlohmann::json& job);

/// In the serving process if there is one, else here.
[[nodiscard]] Result<nlohmann::json> ask_hub(const std::filesystem::path& data, const Clock& clock,
                                             const nlohmann::json& job);

/// The server's end of it, on a thread of its own.
class AdminSocket {
 public:
  static Result<std::unique_ptr<AdminSocket>> open(const std::filesystem::path& data, Worker& worker);
  virtual ~AdminSocket() = default;
  AdminSocket(const AdminSocket&) = delete;
  AdminSocket& operator=(const AdminSocket&) = delete;

 protected:
  AdminSocket() = default;
};

}  // namespace yz::hub
