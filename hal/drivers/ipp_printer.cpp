// An office printer without a driver of its own, by IPP: straight (IPP Everywhere) or through a CUPS queue
// (docs/formats/ipp.md). A slip is a sheet of paper there; its job is followed until the printer says how it
// ended.
#include <algorithm>
#include <array>

#include "hal/drivers/driver.h"
#include "hal/drivers/ipp_client.h"
#include "hal/drivers/ipp_reasons.h"
#include "hal/drivers/printer_reasons.h"
#include "hal/drivers/pwg_page.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds poll_time{5'000};     // between two looks while nothing is printed
constexpr Milliseconds follow_time{500};     // between two looks at a job
constexpr Milliseconds answer_time{10'000};  // for one request: printers that wake up take their time
constexpr Milliseconds send_time{60'000};    // for a document: some take it only as fast as they print
constexpr Milliseconds silent_time{8'000};   // no answer about a job: nobody knows
constexpr Milliseconds fault_time{3'000};    // a fault that lasts: nobody stands there and fills in paper
constexpr Milliseconds job_time{180'000};    // warming up, and others' jobs before ours
constexpr Milliseconds cancel_time{5'000};
constexpr int usual_dpi = 300;
constexpr int dpi_max = 1'200;  // a sheet of A4 in grey is 140 MB then
constexpr const char* pwg_format = "image/pwg-raster";
constexpr const char* pdf_format = "application/pdf";

struct Profile {
  std::string_view name;
  const Sheet* sheet;  // none: what is in the printer
};
constexpr std::array profiles{Profile{"", nullptr}, Profile{"a4", &sheet_a4}, Profile{"a5", &sheet_a5}};

bool has(const std::vector<std::string>& values, std::string_view wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

/// What can be sent, the best first; empty: nothing of ours.
std::string format_for(const IppPrinter& printer) {
  const bool takes_grey = printer.raster_types.empty() || has(printer.raster_types, "sgray_8");
  const bool fits = std::ranges::any_of(printer.raster_dpi, [](int dpi) { return dpi <= dpi_max; });
  if (has(printer.formats, pwg_format) && takes_grey && (fits || printer.raster_dpi.empty()))
    return pwg_format;
  return has(printer.formats, pdf_format) ? pdf_format : "";
}

int dpi_for(const IppPrinter& printer, const std::string& format) {
  const auto& known = printer.raster_dpi;
  if (format != pwg_format || known.empty() || std::ranges::find(known, usual_dpi) != known.end())
    return usual_dpi;
  return *std::ranges::min_element(known);
}

std::set<Reason> condition_of(const IppPrinter& printer) {
  std::set<Reason> reasons = reasons_of(printer.reasons);
  const bool is_closed = !printer.accepts_jobs || printer.state == IppPrinterState::stopped;
  if (is_closed && faults_of(reasons).empty()) reasons.insert(Reason::hardware);
  return reasons;
}

std::string detail_of(const IppPrinter& printer) {
  std::string detail;
  for (const std::string& reason : printer.reasons) detail += (detail.empty() ? "" : ", ") + reason;
  if (!printer.accepts_jobs) detail += (detail.empty() ? "" : ", ") + std::string("accepts no jobs");
  if (printer.state == IppPrinterState::stopped) detail += (detail.empty() ? "" : ", ") + printer.message;
  return detail;
}

class IppPrinterDriver final : public Driver {
 public:
  IppPrinterDriver(const DriverParts& parts, IppClient client, const Sheet* sheet)
      : glyphs_(parts.glyphs), client_(std::move(client)), sheet_(sheet) {}

  Status serve(DriverHost& host) override {
    Milliseconds looked{-poll_time};
    while (!host.is_stopping()) {
      if (host.clock().mono() - looked >= poll_time) {
        const auto seen = look(host);
        if (host.is_stopping()) return {};
        if (!seen) return fail(seen.error());
        looked = host.clock().mono();
      }
      if (auto job = host.next_job()) {
        if (auto done = print(host, *job); !done) return done;
        looked = Milliseconds{-poll_time};
        continue;
      }
      host.wait(std::max(Milliseconds{1}, looked + poll_time - host.clock().mono()));
    }
    return {};
  }

 private:
  static Patience within(DriverHost& host, Milliseconds time) {
    return [&host, until = host.clock().mono() + time] {
      return !host.is_stopping() && host.clock().mono() < until;
    };
  }

  [[nodiscard]] const Sheet& sheet_for(const IppPrinter& printer) const {
    if (sheet_ != nullptr) return *sheet_;
    for (const std::string& media : printer.media) {
      if (media == sheet_a4.media) return sheet_a4;
      if (media == sheet_a5.media) return sheet_a5;
    }
    return sheet_a4;
  }

  void tell_capabilities(DriverHost& host, const IppPrinter& printer) const {
    const Sheet& sheet = sheet_for(printer);
    const std::string format = format_for(printer);
    host.set_capabilities({{"model", printer.model},
                           {"format", format.empty() ? "none of ours" : format},
                           {"dpi", std::to_string(dpi_for(printer, format))},
                           {"media", std::string(sheet.media)},
                           {"paper_mm", std::to_string(sheet.width_mm)},
                           {"status", "ipp"},
                           {"print_done", "yes"}});
  }

  Result<IppPrinter> look(DriverHost& host) {
    auto printer = client_.printer(within(host, answer_time));
    if (!printer) return printer;
    tell_capabilities(host, *printer);
    const std::set<Reason> reasons = condition_of(*printer);
    host.set_status(state_of(reasons), reasons, detail_of(*printer));
    return printer;
  }

  static void end(DriverHost& host, const PrintJob& job, JobEnd how, std::set<Reason> reasons) {
    host.send(JobEnded{host.device(), job.id, how, std::move(reasons)});
  }

  /// An error ends the connection; the job has been ended before that.
  Status print(DriverHost& host, const PrintJob& job) {
    const auto printer = look(host);
    if (!printer) {
      end(host, job, JobEnd::failed, {Reason::not_answering});
      return fail(printer.error());
    }
    const std::string format = format_for(*printer);
    std::set<Reason> faults = faults_of(condition_of(*printer));
    if (format.empty()) faults.insert(Reason::hardware);
    if (!faults.empty()) {
      end(host, job, JobEnd::failed, faults);
      return {};
    }
    host.set_status(DeviceState::busy, condition_of(*printer), "");
    const Sheet& sheet = sheet_for(*printer);
    const int dpi = dpi_for(*printer, format);
    const std::vector<GreyPicture> sheets = slip_sheets(job.slip, sheet, dpi, glyphs_);
    const std::string bytes = format == pwg_format ? pwg_raster(sheets, sheet, dpi) : pdf(sheets, sheet);
    const IppSent sent = client_.print({bytes, format, std::string(sheet.media)}, within(host, send_time));
    if (!sent.job) {
      end(host, job, sent.may_print ? JobEnd::unsure : JobEnd::failed, {Reason::not_answering});
      return fail(Code::unavailable, sent.why_not);
    }
    const std::uint64_t paper_mm = sheets.size() * static_cast<std::uint64_t>(sheet.height_mm);
    return follow(host, job, sent.job->id, paper_mm);
  }

  /// What is known of a job while it is followed.
  struct Followed {
    Milliseconds begun{};
    Milliseconds heard{};                  // when the printer last said anything of it
    std::optional<Milliseconds> troubled;  // since when the printer has a fault
    std::optional<Milliseconds> canceled;  // since when it is asked to drop it
    std::set<Reason> faults;               // why
  };

  Status follow(DriverHost& host, const PrintJob& job, int id, std::uint64_t paper_mm) {
    Followed followed;
    followed.begun = followed.heard = host.clock().mono();
    while (true) {
      if (host.is_stopping()) return abandon(host, job, id);
      const auto state = client_.job(id, within(host, answer_time));
      const Milliseconds now = host.clock().mono();
      if (state) {
        followed.heard = now;
        if (state->state == IppJobState::completed) {
          end(host, job, JobEnd::printed, {});
          host.count(Counter::paper_mm, paper_mm);
          return {};
        }
        if (state->state == IppJobState::canceled || state->state == IppJobState::aborted) {
          end(host, job, JobEnd::failed,
              followed.faults.empty() ? std::set<Reason>{Reason::hardware} : followed.faults);
          return {};
        }
        watch_printer(host, id, followed);
      } else if (now - followed.heard >= silent_time) {
        end(host, job, JobEnd::unsure, {Reason::not_answering});
        return fail(state.error());
      }
      if (followed.canceled && now - *followed.canceled >= cancel_time) {
        end(host, job, JobEnd::unsure, followed.faults);
        return {};
      }
      host.wait(follow_time);
    }
  }

  /// A job that cannot go on is taken back: it must not come out later, beside a copy.
  void watch_printer(DriverHost& host, int id, Followed& followed) {
    if (followed.canceled) return;
    const Milliseconds now = host.clock().mono();
    std::set<Reason> faults;
    if (const auto printer = client_.printer(within(host, answer_time))) {
      faults = faults_of(condition_of(*printer));
      host.set_status(DeviceState::busy, condition_of(*printer), detail_of(*printer));
    }
    if (faults.empty()) {
      followed.troubled.reset();
    } else if (!followed.troubled) {
      followed.troubled = now;
    }
    if (!faults.empty()) followed.faults = faults;
    const bool is_stuck = followed.troubled && now - *followed.troubled >= fault_time;
    if (!is_stuck && now - followed.begun < job_time) return;
    if (faults.empty()) followed.faults = {Reason::not_answering};
    // What comes of it the job's own state tells: it may have been printed in this very moment.
    (void)client_.cancel(id, within(host, answer_time));
    followed.canceled = now;
  }

  /// The thread is to end in the middle of a job.
  Status abandon(DriverHost& host, const PrintJob& job, int id) {
    constexpr Milliseconds last_word{1'000};
    const Milliseconds until = host.clock().mono() + last_word;
    // Nobody is left to hear whether that worked.
    (void)client_.cancel(id, [&] { return host.clock().mono() < until; });
    end(host, job, JobEnd::unsure, {Reason::not_answering});
    return {};
  }

  const Glyphs& glyphs_;
  IppClient client_;
  const Sheet* sheet_;
};

}  // namespace

Result<std::unique_ptr<Driver>> make_ipp_printer(const DriverParts& parts) {
  const auto profile = std::ranges::find(profiles, parts.config.profile, &Profile::name);
  if (profile == profiles.end()) return fail(Code::invalid, "profile \"" + parts.config.profile + "\"");
  auto client = IppClient::at(parts.config.port.path);
  if (!client) return fail(client.error());
  return std::make_unique<IppPrinterDriver>(parts, *std::move(client), profile->sheet);
}

std::vector<std::string_view> ipp_profiles() {
  std::vector<std::string_view> names;
  for (const Profile& profile : profiles)
    if (!profile.name.empty()) names.push_back(profile.name);
  return names;
}

std::vector<FoundDevice> find_ipp_printers(std::span<const FoundNode> /*nodes*/) {
  std::vector<FoundDevice> found;
  for (const IppQueue& queue : find_ipp_queues()) {
    found.push_back({.config = {DeviceId{"office-printer"}, DeviceClass::printer, "ipp",
                                PortConfig{PortConfig::Kind::ipp, queue.name}, ""},
                     .says = queue.model,
                     .is_sure = true});
  }
  return found;
}

}  // namespace yz::hal
