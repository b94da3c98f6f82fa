#include "tests/bench/network_figures.h"

#include <chrono>

namespace yz::bench {
namespace {

Result<std::vector<double>> take_numbers(test::Stage& stage, int times) {
  test::KioskPlayer& kiosk = stage.kiosk();
  const std::string service = stage.content().station()["services"][0]["id"];
  std::vector<double> figures;
  for (int i = 0; i < times; ++i) {
    if (auto open = kiosk.tap("home.tickets"); !open) return fail(open.error());
    if (auto shown = kiosk.wait_for("tickets.choose." + service); !shown) return fail(shown.error());
    const auto begin = std::chrono::steady_clock::now();
    if (auto chosen = kiosk.tap("tickets.choose." + service); !chosen) return fail(chosen.error());
    if (auto done = kiosk.wait_for("tickets.done.leave"); !done) return fail(done.error());
    figures.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    if (auto left = kiosk.tap("tickets.done.leave"); !left) return fail(left.error());
    if (auto home = kiosk.wait_for("home.tickets"); !home) return fail(home.error());
  }
  return figures;
}

Result<std::vector<double>> take_numbers_with(test::Stage& stage, const std::string& trouble, int times) {
  if (auto told = stage.proxy(trouble); !told) return fail(told.error());
  return take_numbers(stage, times);
}

}  // namespace

Result<NetworkFigures> measure_network(test::Stage& stage, int times) {
  auto well = take_numbers_with(stage, "pass", times);
  if (!well) return fail(well.error());
  auto away = take_numbers_with(stage, "down", times);
  if (!away) return fail(away.error());
  auto slow = take_numbers_with(stage, "bandwidth 1", times);
  if (!slow) return fail(slow.error());
  return NetworkFigures{*std::move(well), *std::move(away), *std::move(slow)};
}

}  // namespace yz::bench
