// The printer around the paper: its receive buffer, its sensors, what it answers, and when it refuses to
// print. Knows no socket: bytes come in, answers and finished slips come out, so that a test can drive it
// without any.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "hal/sim/escpos_decoder.h"
#include "hal/sim/paper.h"
#include "hal/sim/printer_models.h"

namespace yz::sim {

inline constexpr std::size_t receive_buffer_bytes = 4'096;

enum class PaperLeft { plenty, near_end, none };

struct PrinterFaults {
  PaperLeft paper{};
  bool is_cover_open{};
  bool has_cutter_error{};
  bool is_head_hot{};
  bool is_jammed{};
  bool operator==(const PrinterFaults&) const = default;
};

class PrinterMachine {
 public:
  struct Out {
    std::function<void(std::string_view bytes)> answer;
    std::function<void(Slip slip)> cut;
    std::function<void(const std::string& what)> log;
  };
  PrinterMachine(const Font& font, const PrinterModel& model, Out out)
      : model_(model), paper_(font, model.dots), out_(std::move(out)) {}

  /// Decodes on arrival, real-time requests at once; prints what may be printed when `run` is called.
  void receive(std::string_view bytes);
  /// Carries out up to `bytes_max` bytes of orders; stops at a fault. Says how many it did.
  std::size_t run(std::size_t bytes_max);
  [[nodiscard]] std::size_t buffered() const { return buffered_ + decoder_.unfinished_bytes(); }
  /// How many bytes it takes now; never 0 while an order is incomplete, since only its rest can free the
  /// buffer.
  [[nodiscard]] std::size_t room() const;

  void set(const PrinterFaults& faults);
  [[nodiscard]] const PrinterFaults& faults() const { return faults_; }
  [[nodiscard]] bool is_offline() const;
  void set_silent(bool silent) { is_silent_ = silent; }
  /// The next job's byte N: says when it has come. Requests for status do not count; ESC @ begins to count
  /// anew.
  void arm_vanish(std::size_t byte) { vanish_at_ = byte, job_bytes_ = 0, is_job_cut_ = false; }
  [[nodiscard]] bool has_vanished() const { return has_vanished_; }
  /// Power or cable gone: buffer and modes are lost, what was printed stays on the paper and comes back as a
  /// torn piece.
  [[nodiscard]] std::optional<Slip> lose_connection();
  /// A person tears the paper off: how a slip of a printer without a cutter ends.
  void tear();
  /// A person takes the slip that the presenter holds out; false where there is none.
  bool take_ticket() { return std::exchange(has_ticket_, false); }
  [[nodiscard]] bool has_ticket() const { return has_ticket_; }
  [[nodiscard]] std::size_t jobs_cut() const { return jobs_cut_; }

 private:
  void arrive(Step step);
  void carry_out(const Op& order);
  void answer(std::string_view bytes);
  void answer_status(std::uint8_t what);
  void cut(const op::Cut& order);
  void present(const op::Presenter& order);
  void answer_identity(std::uint8_t what);
  void send_auto_status();
  void recover(std::uint8_t how);
  void count_job_bytes(const std::vector<Step>& steps);

  const PrinterModel& model_;
  EscposDecoder decoder_;
  Paper paper_;
  Out out_;
  std::deque<Step> orders_;
  std::size_t buffered_{};
  PrinterFaults faults_;
  std::uint8_t auto_status_{};
  bool is_silent_{};
  bool has_ticket_{};  // in the presenter, not taken yet
  std::optional<std::size_t> vanish_at_;
  std::size_t job_bytes_{};
  std::size_t uncounted_bytes_{};
  bool is_job_cut_{};
  bool has_vanished_{};
  std::size_t jobs_cut_{};
};

}  // namespace yz::sim
