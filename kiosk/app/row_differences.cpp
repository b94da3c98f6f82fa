#include "kiosk/app/row_differences.h"

#include <map>

#include "domain/content/station.h"

namespace yz::kiosk {

std::string row_day(Instant at) {
  return domain::to_text(domain::Day{std::chrono::floor<std::chrono::days>(at)});
}

Status replace_rows(cache::Journal& journal, const std::string& area,
                    const std::vector<cache::ModelRow>& rows, std::vector<std::string>& differences) {
  auto stored = journal.rows(area, "");
  if (!stored) return fail(stored.error());
  std::map<std::string, std::string> before;
  for (const auto& row : *stored) before.emplace(row.key, row.value);
  const auto differs = [&](const std::string& key, const std::string& how) {
    std::string sentence = area;
    differences.push_back(sentence.append(" ").append(key).append(": ").append(how));
  };
  for (const auto& row : rows) {
    const auto old = before.find(row.key);
    if (old == before.end()) {
      differs(row.key, "was missing");
      continue;
    }
    if (old->second != row.value) differs(row.key, "was " + old->second + " and is " + row.value);
    before.erase(old);
  }
  for (const auto& [key, value] : before) differs(key, "no event of it was found");
  return journal.replace_rows(area, rows);
}

}  // namespace yz::kiosk
