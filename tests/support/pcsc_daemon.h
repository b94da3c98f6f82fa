// A smart-card service of its own for one test: the real pcscd with vpcd's two-slot virtual reader, in
// namespaces of its own, so that neither the machine's pcscd nor its network is touched (vpcd listens on all
// addresses). Programs find it by the environment variable it names; yizhan-sim card is started inside.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/process.h"

namespace yz::test {

class PcscDaemon {
 public:
  enum class Readers { none, vpcd };
  /// Where the two slots of the reader are, for those inside.
  static constexpr const char* first_slot = "127.0.0.1:35963";
  static constexpr const char* second_slot = "127.0.0.1:35964";
  static constexpr const char* first_reader = "Virtual PCD 00 00";
  static constexpr const char* second_reader = "Virtual PCD 00 01";

  /// The machine has pcscd and vpcd, and lets us have namespaces.
  [[nodiscard]] static bool can_start();
  /// Everything lies in `folder`, which is made if it is not there; its path must be short, a socket is in
  /// it.
  static Result<std::unique_ptr<PcscDaemon>> start(const std::filesystem::path& folder,
                                                   Readers readers = Readers::vpcd);

  /// "PCSCLITE_CSOCK_NAME=…". libpcsclite looks at it once in a program's life.
  [[nodiscard]] std::string environment() const { return "PCSCLITE_CSOCK_NAME=" + socket().string(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path socket() const { return folder_ / "run" / "pcscd" / "pcscd.comm"; }
  /// What stands before the command of a program that is to reach the slots.
  [[nodiscard]] std::vector<std::string> inside() const;

  /// How many cards it has seen leave since it was started last. It looks every 400 ms: a card that is
  /// changed faster counts as the same.
  [[nodiscard]] int cards_gone() const;
  /// As if it crashed: its socket stays behind.
  Ended kill();
  /// Starts it again after kill(), with these readers: pcscd looks for a reader that is not on USB only then.
  [[nodiscard]] Status start_again(Readers readers);

 private:
  explicit PcscDaemon(std::filesystem::path folder) : folder_(std::move(folder)) {}
  [[nodiscard]] Status configure(Readers readers) const;

  std::filesystem::path folder_;
  std::unique_ptr<Process> keeper_;  // holds the namespaces
  std::unique_ptr<Process> daemon_;
};

}  // namespace yz::test
