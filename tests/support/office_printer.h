// A real IPP printer without paper: CUPS's ippeveprinter as a child process, whose every job is a script that
// this test directs. Needs the own network and its name service.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/own_network.h"
#include "tests/support/process.h"

namespace yz::test {

class OfficePrinter {
 public:
  /// `formats`: MIME types it takes, with commas.
  static Result<std::unique_ptr<OfficePrinter>> start(const NameService& names, const std::string& formats);

  /// "ipp://localhost:PORT/ipp/print".
  [[nodiscard]] std::string uri() const;
  [[nodiscard]] int port() const { return port_; }
  /// From now on each job tells these reasons (printer-state-reasons with commas, or "none").
  void tell(const std::string& reasons) const;
  /// Jobs do not end until let_go(); they go on telling what is to be told.
  void hold() const;
  void let_go() const;
  /// From now on jobs are given up with an error, or not.
  void give_up(bool wanted) const;
  /// A job from elsewhere, so that what tell() said is said. Waits for its end.
  void run_a_job() const;
  /// A job is being worked on.
  [[nodiscard]] bool is_printing() const;
  /// The documents of jobs that were printed, in their order.
  [[nodiscard]] std::vector<std::filesystem::path> printed() const;
  [[nodiscard]] Process& process() { return *process_; }

 private:
  OfficePrinter() = default;
  TempDir folder_;
  int port_{};
  std::unique_ptr<Process> process_;
};

}  // namespace yz::test
