// CUPS's own scheduler with one queue, as a child process with nothing of the machine's: its files, its
// socket and its settings are this test's. Needs the own network and its name service.
#pragma once

#include <memory>
#include <string>

#include "tests/support/own_network.h"
#include "tests/support/process.h"

namespace yz::test {

class CupsQueue {
 public:
  /// A driverless queue of that name for the printer at `uri`. `denied` where the scheduler cannot change to
  /// the user that its helpers run as.
  static Result<std::unique_ptr<CupsQueue>> start(const NameService& names, const std::string& name,
                                                  const std::string& uri);

  /// Where it listens: CUPS_SERVER for whoever is to print through it.
  [[nodiscard]] std::string socket() const { return (folder_.path() / "socket").string(); }
  /// As staff do at another desk.
  void pause(bool wanted) const;

 private:
  CupsQueue() = default;
  [[nodiscard]] Status run(std::vector<std::string> command) const;

  TempDir folder_;
  std::string name_;
  std::unique_ptr<Process> process_;
};

}  // namespace yz::test
