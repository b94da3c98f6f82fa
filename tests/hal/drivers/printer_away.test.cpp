// The printer taken away at every byte of a slip (docs/reliability.md, P12). The driver itself is run,
// without the device's thread and its back-off, over a real connection to the virtual printer's process: some
// hundred losses take seconds. YIZHAN_FULL=1 tries each byte.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "base/system_clock.h"
#include "hal/drivers/escpos_encoder.h"
#include "hal/ports/port_config.h"
#include "hal/registry.h"
#include "tests/hal/drivers/ticket_slip.h"
#include "tests/hal/sim/sim_device.h"
#include "tests/support/printed_slips.h"

namespace yz::test {

namespace {

/// Gives the driver one job and wants it to end when that has ended.
class OneJob final : public hal::DriverHost {
 public:
  OneJob(hal::JobId id, std::function<void()> before) : id_(std::move(id)), before_(std::move(before)) {}

  [[nodiscard]] const std::vector<hal::JobEnded>& ends() const { return ends_; }

  bool is_stopping() const override { return !ends_.empty(); }
  void set_status(hal::DeviceState /*state*/, std::set<hal::Reason> /*reasons*/,
                  std::string /*detail*/) override {}
  void send(hal::DeviceEvent event) override {
    if (const auto* ended = std::get_if<hal::JobEnded>(&event)) ends_.push_back(*ended);
  }
  void set_capabilities(hal::Capabilities /*capabilities*/) override {}
  void count(hal::Counter /*counter*/, std::uint64_t /*by*/) override {}
  const hal::DeviceId& device() const override { return device_; }
  const Clock& clock() const override { return clock_; }
  void wait(Milliseconds /*time*/) override {}
  bool is_armed() const override { return false; }
  void disarm() override {}
  std::optional<hal::PrintJob> next_job() override {
    if (std::exchange(is_given_, true)) return std::nullopt;
    before_();
    return hal::PrintJob{id_, ticket_slip()};
  }

 private:
  SystemClock clock_;
  hal::DeviceId device_{"printer"};
  hal::JobId id_;
  std::function<void()> before_;
  bool is_given_{};
  std::vector<hal::JobEnded> ends_;
};

}  // namespace

TEST_CASE("printer: gone at any byte of a job, the job ends once and never as printed", "[hal]") {
  SimDevice sim("printer", {"--listen", "127.0.0.1:0", "--png", "@/slips"});
  const auto glyphs = hal::Glyphs::open("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2);
  REQUIRE(glyphs);
  const hal::Wake wake;
  const hal::DeviceConfig config{hal::DeviceId{"printer"}, hal::DeviceClass::printer, "escpos",
                                 *hal::parse_port("tcp:" + sim.where()), "80mm"};
  const auto driver = (*hal::find_driver(config))->make({config, wake, **glyphs});
  REQUIRE(driver);
  const std::size_t size = hal::encode_slip(ticket_slip(), *hal::find_profile("80mm"), **glyphs).size();
  constexpr std::size_t edge = 64;
  constexpr std::size_t step = 61;  // prime: falls on every place of a row of dots
  const bool is_full = std::getenv("YIZHAN_FULL") != nullptr;
  std::size_t tried = 0;
  for (std::size_t at = 1; at <= size; ++at) {
    if (!is_full && at > edge && at + edge <= size && at % step != 0) continue;
    OneJob host(hal::JobId{std::to_string(at)}, [&] { sim.tell("vanish-at " + std::to_string(at)); });
    const Status served = (*driver)->serve(host);
    INFO("byte " << at << " of " << size);
    REQUIRE_FALSE(served);  // the connection was lost
    REQUIRE(host.ends().size() == 1);
    REQUIRE(host.ends().front().job.value == std::to_string(at));
    REQUIRE(host.ends().front().end == hal::JobEnd::unsure);
    REQUIRE(host.ends().front().reasons == std::set<hal::Reason>{hal::Reason::not_answering});
    ++tried;
  }
  CHECK(tried >= 2 * edge);
  // Behind the cut only the question for its word is left: three times the slip was whole and nobody knew.
  constexpr std::size_t question_bytes = 3;
  CHECK(read_slips(sim.folder() / "slips").size() == question_bytes);
  OneJob host(hal::JobId{"whole"}, [] {});
  CHECK((*driver)->serve(host));
  REQUIRE(host.ends().size() == 1);
  CHECK(host.ends().front().end == hal::JobEnd::printed);
  const auto slips = read_slips(sim.folder() / "slips");
  REQUIRE(slips.size() == question_bytes + 1);
  CHECK(slips.back().codes == std::vector<std::string>{ticket_code});
}

}  // namespace yz::test
