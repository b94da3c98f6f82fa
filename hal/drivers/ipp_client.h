// What the office printer's driver asks over IPP (docs/formats/ipp.md). The one file with libcups: it knows
// HTTP, TLS and the encoding of attributes; everybody else sees values. Each call makes a connection of its
// own and waits for its end, but asks `patience` every 200 ms whether it may go on waiting.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace yz::hal {

enum class IppPrinterState { idle, processing, stopped };
struct IppPrinter {
  IppPrinterState state{IppPrinterState::idle};
  bool accepts_jobs{true};
  std::vector<std::string> reasons;  // printer-state-reasons without "none"
  std::string message;
  std::string model;
  std::vector<std::string> formats;  // document-format-supported
  std::vector<std::string> media;    // what is in its trays, then its default
  std::vector<int> raster_dpi;       // of PWG Raster, square ones
  std::vector<std::string> raster_types;
};

enum class IppJobState { waiting, printing, stopped, canceled, aborted, completed };
struct IppJob {
  int id{};
  IppJobState state{IppJobState::waiting};
  std::vector<std::string> reasons;  // job-state-reasons without "none"
};

struct IppDocument {
  std::string bytes;
  std::string format;  // MIME type
  std::string media;
};
/// What became of a document: accepted (`job`), or not, and whether it may be printed all the same.
struct IppSent {
  std::optional<IppJob> job;
  bool may_print{};
  std::string why_not;
};

/// True: wait on.
using Patience = std::function<bool()>;

class IppClient {
 public:
  /// "ipp://HOST[:PORT]/PATH" or "ipps://…" is a printer; anything else the name of a queue of this machine's
  /// CUPS. Opens nothing yet. `invalid`: neither.
  static Result<IppClient> at(const std::string& target);

  /// `not_found`: no such queue; `unavailable`: it is not there or does not answer; `denied`; `corrupt`.
  [[nodiscard]] Result<IppPrinter> printer(const Patience& patience) const;
  [[nodiscard]] IppSent print(const IppDocument& document, const Patience& patience) const;
  [[nodiscard]] Result<IppJob> job(int id, const Patience& patience) const;
  /// `invalid` when it cannot be canceled any more.
  [[nodiscard]] Status cancel(int id, const Patience& patience) const;

 private:
  IppClient() = default;
  struct Exchange;

  std::string host_;  // a path is a Unix socket
  int port_{};
  bool is_encrypted_{};
  std::string resource_;
  std::string uri_;
};

/// The queues of this machine's CUPS; none where it does not run. Printers that only the network tells of are
/// left out: they may be anybody's.
struct IppQueue {
  std::string name;
  std::string model;
};
[[nodiscard]] std::vector<IppQueue> find_ipp_queues();

/// Answers as they come over the wire. `corrupt` for what is no answer; else by its status code.
[[nodiscard]] Result<IppPrinter> parse_ipp_printer(std::string_view answer);
[[nodiscard]] Result<IppJob> parse_ipp_job(std::string_view answer);

}  // namespace yz::hal
