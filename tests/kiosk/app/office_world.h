// What an office of the station thread stands on, for tests: a real journal in a folder of its own, and
// everything that is told and printed.
#pragma once

#include <sodium.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/app/fresh_ids.h"
#include "kiosk/app/ledger.h"
#include "kiosk/app/print_jobs.h"
#include "tests/kiosk/app/station_books.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace yz::kiosk::test {

struct OfficeWorld {
  static inline const std::string device = "01J8ZQ5D0000000000000000K1";

  yz::test::TempDir folder;
  yz::test::FakeClock clock;
  StationClock station_clock{clock};
  std::vector<StationReport> reports;
  std::vector<std::pair<hal::JobId, hal::Slip>> printed;
  StationPorts ports{.report = [this](StationReport report) { reports.push_back(std::move(report)); },
                     .print =
                         [this](const std::optional<hal::DeviceId>&, const hal::JobId& job, hal::Slip slip) {
                           printed.emplace_back(job, std::move(slip));
                           return yz::Status{};
                         },
                     .wake_sync = [](cache::Stream) {}};
  cache::KeyBytes hub_secret{};
  cache::HubKeys keys;
  std::unique_ptr<cache::Journal> journal;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<PrintJobs> jobs;
  AskId last{};
  std::uint64_t revision{};

  OfficeWorld() {
    REQUIRE(start_randomness());
    keys.seal.id = "seal-1";
    REQUIRE(crypto_box_keypair(keys.seal.public_key.data(), hub_secret.data()) == 0);
    keys.station_secret = Sensitive<cache::KeyBytes>(cache::KeyBytes{1, 2, 3});
  }
  void open_journal() {
    auto opened = cache::Journal::open({folder.path() / "journal", device}, clock);
    REQUIRE(opened);
    journal = *std::move(opened);
    ledger = std::make_unique<Ledger>(*journal, station_clock, ports);
    ledger->set_hub_keys(keys);
    jobs = std::make_unique<PrintJobs>(*ledger);
  }
  /// As in a power cut: nothing is closed, all that is left is the disk.
  void drop_journal() {
    jobs.reset();
    ledger.reset();
    journal.reset();
    reports.clear();
  }
  /// The line by which the hub tells of an event.
  template <class Event>
  [[nodiscard]] cache::FeedLine line_of(const Event& event) {
    const auto kind = kind_of(event);
    return {++revision, "event",
            nlohmann::json{{"id", fresh_ulid(clock.now())},
                           {"type", kind.type},
                           {"tv", kind.version},
                           {"body", nlohmann::json::parse(to_json(event))}}
                .dump()};
  }
  /// The answer to the last ask.
  template <class Answered>
  [[nodiscard]] Answered answered() const {
    for (auto report = reports.rbegin(); report != reports.rend(); ++report) {
      const auto* found = std::get_if<Answered>(&*report);
      if (found != nullptr && found->ask == last) return *found;
    }
    FAIL("no answer");
    return {};
  }
  [[nodiscard]] std::size_t count(const std::string& type) const {
    auto replayed = journal->replay();
    REQUIRE(replayed);
    return static_cast<std::size_t>(
        std::ranges::count_if(*replayed, [&](const auto& line) { return line.type == type; }));
  }
};

}  // namespace yz::kiosk::test
