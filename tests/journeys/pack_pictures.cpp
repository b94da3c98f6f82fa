#include "tests/journeys/pack_pictures.h"

#include <fstream>

#include "tests/support/process.h"

namespace yz::test {
namespace {

constexpr Milliseconds packs_wait{300'000};  // only against hanging

StepReport failed(const std::string& trouble) {
  StepReport report;
  report.name = "时代学堂：各个练习 · the packs of lessons";
  report.trouble = trouble;
  return report;
}

}  // namespace

std::vector<StepReport> show_packs(const std::filesystem::path& programs,
                                   const std::filesystem::path& pictures, const std::filesystem::path& log) {
  const std::filesystem::path folder = pictures / "packs";
  auto process = Process::start({.command = {(programs / "yizhan-tour-packs").string()},
                                 .environment = {"YZ_PACKS=" + folder.string()},
                                 .output = log});
  if (!process) return {failed(process.error().what)};
  const auto ended = (*process)->wait(packs_wait);
  std::vector<StepReport> reports;
  std::ifstream captions(folder / "captions.jsonl");
  for (std::string line; std::getline(captions, line);) {
    const auto caption = nlohmann::json::parse(line, nullptr, false);
    if (!caption.is_object()) continue;
    StepReport report;
    report.name = caption.value("step", "");
    report.pictures = caption.value("pictures", std::vector<std::string>{});
    report.took = Milliseconds{caption.value("took_ms", 0)};
    reports.push_back(std::move(report));
  }
  if (!ended) {
    reports.push_back(failed(ended.error().what));
  } else if (ended->status != 0) {
    reports.push_back(failed((*process)->tail()));
  }
  return reports;
}

}  // namespace yz::test
