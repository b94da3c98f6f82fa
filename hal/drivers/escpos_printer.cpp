// A receipt printer that speaks ESC/POS, over a serial line, TCP 9100 or the USB printer class
// (docs/formats/escpos.md). A job ends as printed only when the printer itself said that it consumed the last
// byte.
#include <algorithm>
#include <array>

#include "base/on.h"
#include "hal/drivers/driver.h"
#include "hal/drivers/escpos_encoder.h"
#include "hal/drivers/escpos_profiles.h"
#include "hal/drivers/escpos_status.h"
#include "hal/drivers/printer_reasons.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

using Kind = PortConfig::Kind;
constexpr Milliseconds answer_time{600};    // to DLE EOT, which is answered even off-line
constexpr Milliseconds poll_time{2'000};    // between two looks while nothing is printed
constexpr Milliseconds stall_time{15'000};  // no byte taken, no answer: nobody knows
constexpr int missed_answers_max = 3;
constexpr int old_reads_max = 64;
constexpr int looks_max = 3;                  // before a job, while the printer keeps telling of changes
constexpr Milliseconds question_time{1'000};  // between two looks while the answer behind a job is awaited
constexpr Milliseconds ticket_time{5'000};    // a slip in the presenter for longer has been forgotten
constexpr const char* no_status = "write only: gives no status";
constexpr std::size_t chunk_bytes = 1'024;

class EscposPrinter final : public Driver {
 public:
  EscposPrinter(const DriverParts& parts, const EscposProfile& profile)
      : config_(parts.config), wake_(parts.wake), glyphs_(parts.glyphs), profile_(profile) {}

  Status serve(DriverHost& host) override {
    port_.reset();  // still open where something threw: the same line cannot be opened twice
    auto opened = open_port(config_.port, wake_);
    if (!opened) return fail(opened.error());
    port_ = *std::move(opened);
    answers_ = {};
    automatic_.reset();
    ticket_since_.reset();
    presenter_moves_ = false;
    owes_answer_ = false;
    host.set_capabilities(capabilities_of(profile_));
    Status served = work(host);
    port_.reset();
    return served;
  }

 private:
  Status work(DriverHost& host) {
    if (auto begun = begin(host); !begun) return begun;
    Milliseconds looked{-poll_time};
    while (!host.is_stopping()) {
      const Milliseconds now = host.clock().mono();
      if (now - looked >= poll_time) {
        if (auto seen = look(host); !seen) return seen;
        // Whether it ever answers is known only after some tries: those are not spread over seconds.
        const bool is_unknown = gives_status() && !has_status_ && missed_ > 0 && missed_ < missed_answers_max;
        if (!is_unknown) looked = now;
      }
      if (auto job = host.next_job()) {
        if (auto done = print(host, *job); !done) return done;
        looked = Milliseconds{-poll_time};
        continue;
      }
      if (auto heard = listen(poll_time / 4); !heard) return fail(heard.error());
      if (automatic_changed_) looked = Milliseconds{-poll_time};
    }
    return {};
  }

  /// So that the rest of a job of ours that was cut off does not come out later, beside its copy. What was
  /// before us is cleared before the first job only: a printer that cannot work takes few bytes, and is to
  /// say first what keeps it.
  Status begin(DriverHost& host) { return send_all(host, beginning(before_ == Before::cut_off)); }

  /// `clears`: the printer may still wait for picture bytes and would eat every command. Zeros do no harm to
  /// one that waits for nothing.
  [[nodiscard]] std::vector<std::uint8_t> beginning(bool clears) const {
    std::vector<std::uint8_t> bytes;
    const auto add = [&](std::initializer_list<std::uint8_t> more) {
      bytes.insert(bytes.end(), more.begin(), more.end());
    };
    if (clears) {
      bytes.assign(static_cast<std::size_t>(band_rows_max * (profile_.dots + 7) / 8), 0);
      add({0x10, 0x05, 0x02});
    }
    add({0x1B, 0x40});
    if (profile_.status == StatusKind::asb) add({0x1D, 0x61, 0xFF});
    return bytes;
  }

  /// The bell does not cut it short, unless it rings for the end.
  Status send_all(DriverHost& host, std::span<const std::uint8_t> bytes) {
    const Milliseconds until = host.clock().mono() + stall_time;
    while (!bytes.empty()) {
      const auto sent = port_->write(bytes, until - host.clock().mono());
      if (!sent) return fail(sent.error());
      bytes = bytes.subspan(*sent);
      if (bytes.empty()) break;
      if (host.is_stopping()) return fail(Code::unavailable, "closed in the middle");
      if (host.clock().mono() >= until) return fail(Code::unavailable, "the printer takes no bytes");
    }
    return {};
  }

  /// Takes in what the printer says within `time`; how many bytes that were.
  Result<std::size_t> listen(Milliseconds time) {
    std::array<std::uint8_t, 256> bytes{};
    const auto count = port_->read(bytes, time);
    if (!count) return fail(count.error());
    for (std::size_t i = 0; i < *count; ++i) {
      const auto answer = answers_.take(bytes.at(i));
      if (!answer) continue;
      std::visit(On{[&](const RealTimeAnswer& a) {
                      real_time_ = a.byte;
                      owes_answer_ = false;
                    },
                    [&](const InOrderAnswer&) { in_order_ = true; },
                    [&](const PresenterAnswer& a) { presenter_ = a; },
                    [&](const AutomaticStatus& a) {
                      if (automatic_ != a) automatic_changed_ = true;
                      automatic_ = a;
                    }},
                 *answer);
    }
    return *count;
  }

  /// DLE EOT n; nothing when the printer keeps silent.
  Result<std::optional<std::uint8_t>> ask(DriverHost& host, int n) {
    real_time_.reset();
    owes_answer_ = true;
    const std::array<std::uint8_t, 3> question{0x10, 0x04, static_cast<std::uint8_t>(n)};
    if (auto sent = send_all(host, question); !sent) return fail(sent.error());
    const Milliseconds until = host.clock().mono() + answer_time;
    while (!real_time_ && host.clock().mono() < until && !host.is_stopping()) {
      if (auto heard = listen(until - host.clock().mono()); !heard) return fail(heard.error());
    }
    return real_time_;
  }

  [[nodiscard]] bool gives_status() const { return profile_.status != StatusKind::none; }

  /// What the last look saw holds, and whether it has a voice at all is known.
  [[nodiscard]] bool is_settled() const {
    const bool is_known = !gives_status() || has_status_ || missed_ >= missed_answers_max;
    return is_known && !automatic_changed_ && !presenter_moves_;
  }

  /// All that DLE EOT tells; nothing when the printer keeps silent, or the thread is to end.
  Result<std::optional<std::set<Reason>>> query(DriverHost& host) {
    std::set<Reason> reasons;
    for (int n = 1; n <= 4; ++n) {
      const auto byte = ask(host, n);
      if (!byte) return fail(byte.error());
      if (!byte->has_value()) return std::nullopt;
      reasons.merge(reasons_of(n, **byte, profile_.jam_sensor));
    }
    return reasons;
  }

  /// Asks for everything and tells the host how the printer is.
  Status look(DriverHost& host) {
    for (int i = 0; i < old_reads_max; ++i) {  // what was said before is no answer to what is asked now
      const auto old = listen(Milliseconds{0});
      if (!old) return fail(old.error());
      if (*old == 0) break;
    }
    answers_ = {};  // the half of a message that nothing followed
    automatic_changed_ = false;
    if (!gives_status()) return look_from_outside(host);
    auto reasons = query(host);
    if (!reasons) return fail(reasons.error());
    if (host.is_stopping()) return {};
    if (!*reasons) return look_from_outside(host);
    if (missed_ >= missed_answers_max) host.set_capabilities(capabilities_of(profile_));
    missed_ = 0;
    has_status_ = true;
    // What it told by itself before is older than what it just answered.
    if (!automatic_changed_) automatic_.reset();
    reasons_ = **std::move(reasons);
    // GS e waits its turn behind what cannot be printed now.
    if (profile_.presenter && faults_of(reasons_).empty()) {
      if (auto looked = look_at_presenter(host); !looked) return looked;
    }
    show(host, "");
    return {};
  }

  Status look_at_presenter(DriverHost& host) {
    presenter_.reset();
    presenter_moves_ = true;
    answers_.expect_presenter();
    constexpr std::array<std::uint8_t, 3> question{0x1D, 0x65, 0x06};
    if (auto sent = send_all(host, question); !sent) return sent;
    const Milliseconds until = host.clock().mono() + answer_time;
    while (!presenter_ && host.clock().mono() < until && !host.is_stopping()) {
      if (auto heard = listen(until - host.clock().mono()); !heard) return fail(heard.error());
    }
    if (!presenter_) return {};  // it moves: its answer looked like something else
    presenter_moves_ = false;
    if (presenter_->is_jammed) reasons_.insert(Reason::paper_jam);
    const Milliseconds now = host.clock().mono();
    if (!presenter_->has_ticket) {
      ticket_since_.reset();
    } else if (!ticket_since_) {
      ticket_since_ = now;
    } else if (now - *ticket_since_ >= ticket_time) {
      reasons_.insert(Reason::ticket_not_taken);
    }
    return {};
  }

  /// It does not answer: one that never did only takes bytes; one that used to is off-line.
  Status look_from_outside(DriverHost& host) {
    ++missed_;
    reasons_.clear();
    if (const auto paper_out = port_->class_says_paper_out(); paper_out && *paper_out)
      reasons_.insert(Reason::paper_end);
    if (gives_status() && missed_ < missed_answers_max) return {};
    if (has_status_) return fail(Code::unavailable, "no answer to status");
    if (gives_status() && missed_ >= missed_answers_max) {
      Capabilities known = capabilities_of(profile_);
      known["status"] = "none";
      known["print_done"] = "no";
      host.set_capabilities(std::move(known));
    }
    show(host, no_status);
    return {};
  }

  void show(DriverHost& host, const std::string& detail) const {
    host.set_status(state_of(reasons_), reasons_, detail);
  }

  static void end(DriverHost& host, const PrintJob& job, JobEnd how, std::set<Reason> reasons) {
    host.send(JobEnded{host.device(), job.id, how, std::move(reasons)});
  }

  /// An error ends the connection; the job has been ended before that.
  Status print(DriverHost& host, const PrintJob& job) {
    for (int looks = 0; looks == 0 || (looks < looks_max && !is_settled()); ++looks) {
      if (auto seen = look(host); !seen) {
        end(host, job, JobEnd::failed, {Reason::not_answering});
        return seen;
      }
    }
    if (const std::set<Reason> faults = faults_of(reasons_); !faults.empty()) {
      end(host, job, JobEnd::failed, faults);
      return {};
    }
    if (has_status_ && missed_ > 0) {
      end(host, job, JobEnd::failed, {Reason::not_answering});
      return {};
    }
    host.set_status(DeviceState::busy, reasons_, "");
    answers_ = {};  // an answer of the presenter that never came is waited for no longer
    const SlipLayout layout = lay_out(job.slip, paper_of(profile_));
    std::vector<std::uint8_t> bytes;
    if (before_ != Before::printed) bytes = beginning(/*clears=*/true);
    before_ = Before::cut_off;
    // A forgotten slip goes back inside: the next would jam behind it, and whoever takes that would get both.
    if (ticket_since_) bytes.insert(bytes.end(), {0x1D, 0x65, 0x02});
    ticket_since_.reset();
    const std::vector<std::uint8_t> slip = encode_slip(layout, profile_, glyphs_);
    bytes.insert(bytes.end(), slip.begin(), slip.end());
    const auto sent = send_job(host, bytes);
    if (!sent) {
      end(host, job, JobEnd::unsure, {Reason::not_answering});
      return fail(sent.error());
    }
    if (!*sent) return broken_off(host, job, told_faults());
    auto confirmed = confirm(host, job);
    if (confirmed && *confirmed) {
      before_ = Before::printed;
      host.count(Counter::paper_mm, paper_mm_of(layout));
    }
    return confirmed ? Status{} : fail(confirmed.error());
  }

  /// False: the printer stopped taking bytes, or told of a fault.
  Result<bool> send_job(DriverHost& host, std::span<const std::uint8_t> bytes) {
    Milliseconds moved = host.clock().mono();
    while (!bytes.empty()) {
      if (host.is_stopping()) return false;
      in_order_ = false;  // an answer that came before the last byte went out is to something else
      const auto sent = port_->write(bytes.first(std::min(bytes.size(), chunk_bytes)), answer_time);
      if (!sent) return fail(sent.error());
      bytes = bytes.subspan(*sent);
      const Milliseconds now = host.clock().mono();
      if (*sent > 0) moved = now;
      if (auto heard = listen(Milliseconds{0}); !heard) return fail(heard.error());
      if (!told_faults().empty()) return false;
      if (now - moved >= stall_time) return false;
    }
    return true;
  }

  /// Faults that the printer told by itself.
  [[nodiscard]] std::set<Reason> told_faults() const {
    return automatic_ ? faults_of(automatic_->reasons) : std::set<Reason>();
  }

  static std::uint64_t paper_mm_of(const SlipLayout& layout) {
    return static_cast<std::uint64_t>((layout.height + dots_per_mm - 1) / dots_per_mm);
  }

  /// All bytes went out: waits for the printer's word that it consumed them. True: nothing of it waits in
  /// the printer.
  Result<bool> confirm(DriverHost& host, const PrintJob& job) {
    if (!has_status_ || !profile_.tells_done) {
      // One that should have a voice and is silent may be switched off: only USB tells who is there.
      const bool is_known = !gives_status() || has_status_ || config_.port.kind == Kind::usb_printer;
      end(host, job, is_known ? JobEnd::printed : JobEnd::unsure,
          is_known ? std::set<Reason>() : std::set{Reason::not_answering});
      show(host, has_status_ ? "" : no_status);
      return true;
    }
    const Milliseconds until = host.clock().mono() + stall_time;
    Milliseconds asked = host.clock().mono();
    while (!in_order_ && host.clock().mono() < until && !host.is_stopping()) {
      auto faults = wait_for_word(host, asked);
      if (!faults) {
        end(host, job, JobEnd::unsure, {Reason::not_answering});
        return fail(faults.error());
      }
      if (in_order_ || faults->empty()) continue;
      if (auto begun = broken_off(host, job, *faults); !begun) return fail(begun.error());
      return false;
    }
    if (!in_order_) {
      if (auto begun = broken_off(host, job, {}); !begun) return fail(begun.error());
      return false;
    }
    end(host, job, JobEnd::printed, {});
    return true;
  }

  /// What keeps it from going on, as far as it says so: not every model tells by itself, and not of
  /// everything.
  Result<std::set<Reason>> wait_for_word(DriverHost& host, Milliseconds& asked) {
    if (auto heard = listen(answer_time); !heard) return fail(heard.error());
    if (in_order_) return std::set<Reason>();
    if (std::set<Reason> told = told_faults(); !told.empty()) return told;
    // A question that waits behind the job for its answer must not meet the answer to another.
    if (owes_answer_ || host.clock().mono() - asked < question_time) return std::set<Reason>();
    auto answered = query(host);
    if (!answered) return fail(answered.error());
    asked = host.clock().mono();
    return *answered ? faults_of(**answered) : std::set<Reason>();
  }

  /// A fault in the middle: what it was, if the printer says so; else nobody knows what came out.
  Status broken_off(DriverHost& host, const PrintJob& job, std::set<Reason> faults) {
    const bool is_known = !faults.empty();
    if (!is_known) faults.insert(Reason::not_answering);
    end(host, job, is_known ? JobEnd::failed : JobEnd::unsure, faults);
    if (is_known) {
      reasons_ = faults;
      show(host, "");
    }
    // The rest of the job must not come out later, beside a copy: it is cleared as soon as the cause is gone.
    return begin(host);
  }

  DeviceConfig config_;
  const Wake& wake_;
  const Glyphs& glyphs_;
  const EscposProfile& profile_;
  std::unique_ptr<Port> port_;
  PrinterAnswers answers_;
  std::optional<AutomaticStatus> automatic_;
  std::optional<std::uint8_t> real_time_;
  bool automatic_changed_{};
  bool in_order_{};
  bool owes_answer_{};  // to a DLE EOT
  std::optional<PresenterAnswer> presenter_;
  std::optional<Milliseconds> ticket_since_;  // seen in the presenter first
  std::set<Reason> reasons_;
  int missed_{};
  bool has_status_{};  // it has answered once: silence is then a fault, not its nature
  /// What became of the job before; `unknown`: a driver before this one had it.
  enum class Before { unknown, printed, cut_off };
  Before before_{Before::unknown};
  bool presenter_moves_{};
};

}  // namespace

Result<std::unique_ptr<Driver>> make_escpos_printer(const DriverParts& parts) {
  const EscposProfile* profile = find_profile(parts.config.profile);
  if (profile == nullptr) return fail(Code::invalid, "profile \"" + parts.config.profile + "\"");
  return std::make_unique<EscposPrinter>(parts, *profile);
}

std::vector<FoundDevice> find_escpos_printers(std::span<const FoundNode> nodes) {
  std::string note = "a printer does not tell its model; where the usual profile does not fit, one of:";
  for (const std::string_view name : escpos_profiles()) note += ' ' + std::string(name);
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (node.kind != Kind::usb_printer) continue;
    const std::string closed = why_closed(node.path);
    found.push_back({.config = {DeviceId{"slip-printer"}, DeviceClass::printer, "escpos", port_of(node), ""},
                     .node = node.path,
                     .says = closed.empty() ? node.name : node.name + "; " + closed,
                     .is_sure = true,
                     .note = note});
  }
  return found;
}

}  // namespace yz::hal
