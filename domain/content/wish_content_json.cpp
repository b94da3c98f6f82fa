#include "domain/content/wish_content_json.h"

#include <algorithm>
#include <array>
#include <set>

#include "domain/json/reader.h"

namespace yz::domain {

namespace {

constexpr std::size_t content_bytes_max = 1'048'576;
constexpr std::size_t categories_max = 8;  // what a screen shows at once
constexpr std::size_t reasons_max = 5;     // likewise
constexpr std::size_t phrases_max = 30;
constexpr std::size_t phrase_chars_max = 20;
constexpr std::int64_t urgent_minutes_max = std::int64_t{24} * 60;
constexpr std::int64_t hours_max = std::int64_t{365} * 24;
constexpr std::int64_t days_max = 365;

constexpr std::array<std::pair<Matter, const char*>, 4> matters{{{Matter::none, "none"},
                                                                 {Matter::private_matter, "private"},
                                                                 {Matter::small, "small"},
                                                                 {Matter::big, "big"}}};
constexpr std::array<std::pair<Level, const char*>, 4> levels{{{Level::grid, "grid"},
                                                               {Level::community, "community"},
                                                               {Level::street, "street"},
                                                               {Level::district, "district"}}};

/// The deadlines that are hours in the file, by their names there.
struct HoursRow {
  const char* name;
  Minutes WishRules::*rule;
};
constexpr std::array<HoursRow, 7> hours_rows{{{"triage_hours", &WishRules::triage},
                                              {"dispatch_hours", &WishRules::dispatch},
                                              {"accept_hours", &WishRules::accept},
                                              {"private_hours", &WishRules::private_matter},
                                              {"small_hours", &WishRules::small},
                                              {"big_hours", &WishRules::big},
                                              {"passed_up_hours", &WishRules::passed_up}}};

template <class Enum, std::size_t size>
bool parse_name(std::string_view text, const std::array<std::pair<Enum, const char*>, size>& names,
                Enum& value) {
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& row) { return text == row.second; });
  if (found == names.end()) return false;
  value = found->first;
  return true;
}

std::string text_of(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

Level read_level(Reader& in, const Json& object, const std::string& path, const char* name) {
  Level level{};
  if (!parse_level(text_of(in.member(object, path, name)), level)) {
    in.wrong(path + '/' + name, "grid, community, street or district");
  }
  return level;
}

WishCategory read_category(Reader& in, const Json& row, const std::string& path, std::set<std::string>& ids) {
  WishCategory category;
  category.id = WishCategoryId(in.fresh_id(row, path, ids));
  category.icon = in.icon(row, path);
  category.name = in.local_text(in.member(row, path, "name"), path + "/name");
  category.is_danger = in.flag(row, path, "is_danger");
  return category;
}

void read_categories(Reader& in, const Json& root, WishContent& content) {
  const Json& rows = in.list(root, "", "categories", categories_max);
  if (rows.empty()) in.wrong("/categories", "empty");
  std::set<std::string> ids;
  content.categories.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    content.categories.push_back(read_category(in, rows[i], "/categories/" + std::to_string(i), ids));
  if (root.contains("lesson_category"))
    content.lesson_category = read_category(in, root.at("lesson_category"), "/lesson_category", ids);
}

/// Ids of grids and buildings are of one kind: a wish names either.
void read_grids(Reader& in, const Json& root, WishContent& content) {
  const Json& rows = in.list(root, "", "grids");
  if (rows.empty()) in.wrong("/grids", "empty");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = "/grids/" + std::to_string(i);
    Grid grid;
    grid.id = PlaceId(in.fresh_id(rows[i], path, ids));
    grid.name = in.local_text(in.member(rows[i], path, "name"), path + "/name");
    const Json& buildings = in.list(rows[i], path, "buildings");
    for (std::size_t b = 0; b < buildings.size(); ++b) {
      const std::string at = path + "/buildings/" + std::to_string(b);
      Building building;
      building.id = PlaceId(in.fresh_id(buildings[b], at, ids));
      building.name = in.local_text(in.member(buildings[b], at, "name"), at + "/name");
      grid.buildings.push_back(std::move(building));
    }
    content.grids.push_back(std::move(grid));
  }
}

void read_phrases(Reader& in, const Json& root, WishContent& content) {
  const Json& rows = in.list(root, "", "phrases", phrases_max);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string phrase = text_of(rows[i]);
    if (phrase.empty() || characters(phrase) > phrase_chars_max) {
      in.wrong("/phrases/" + std::to_string(i), "a text of 1 to 20 characters");
    }
    content.phrases.push_back(phrase);
  }
}

std::vector<Matter> read_matters(Reader& in, const Json& object, const std::string& path) {
  const Json& rows = in.list(object, path, "matters", matters.size() - 1);
  if (rows.empty()) in.wrong(path + "/matters", "empty");
  std::vector<Matter> read;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string at = path + "/matters/" + std::to_string(i);
    Matter matter{};
    if (!parse_matter(text_of(rows[i]), matter)) in.wrong(at, "private, small or big");
    if (std::find(read.begin(), read.end(), matter) != read.end()) in.wrong(at, "named twice");
    read.push_back(matter);
  }
  return read;
}

void read_units(Reader& in, const Json& root, WishContent& content) {
  const Json& rows = in.list(root, "", "units");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = "/units/" + std::to_string(i);
    WishUnit unit;
    unit.id = UnitId(in.fresh_id(rows[i], path, ids));
    unit.name = in.local_text(in.member(rows[i], path, "name"), path + "/name");
    unit.matters = read_matters(in, rows[i], path);
    unit.level = read_level(in, rows[i], path, "level");
    content.units.push_back(std::move(unit));
  }
  // A matter that nobody takes could be triaged and then never dispatched.
  for (const Matter matter : {Matter::private_matter, Matter::small, Matter::big}) {
    const bool is_taken = std::any_of(content.units.begin(), content.units.end(),
                                      [matter](const WishUnit& unit) { return takes(unit, matter); });
    if (!is_taken) in.wrong("/units", std::string("no unit takes matters that are ") + to_string(matter));
  }
}

void read_reasons(Reader& in, const Json& root, WishContent& content) {
  const Json& rows = in.list(root, "", "reasons", reasons_max);
  if (rows.empty()) in.wrong("/reasons", "empty");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string path = "/reasons/" + std::to_string(i);
    WishReason reason;
    reason.id = WishReasonId(in.fresh_id(rows[i], path, ids));
    reason.name = in.local_text(in.member(rows[i], path, "name"), path + "/name");
    content.reasons.push_back(std::move(reason));
  }
}

WishRules read_rules(Reader& in, const Json& root) {
  const std::string path = "/rules";
  const Json& object = in.member(root, "", "rules");
  WishRules rules;
  rules.first_level = read_level(in, object, path, "first_level");
  rules.urgent = Minutes{in.number(object, path, "urgent_minutes", 1, urgent_minutes_max)};
  for (const HoursRow& row : hours_rows) {
    rules.*row.rule = std::chrono::hours(in.number(object, path, row.name, 1, hours_max));
  }
  rules.silence = std::chrono::days(in.number(object, path, "silence_days", 1, days_max));
  rules.wall = std::chrono::days(in.number(object, path, "wall_days", 0, days_max));
  return rules;
}

Json json_of(const WishRules& rules) {
  Json json{{"first_level", to_string(rules.first_level)}, {"urgent_minutes", rules.urgent.count()}};
  for (const HoursRow& row : hours_rows) json[row.name] = (rules.*row.rule).count() / 60;
  json["silence_days"] = rules.silence.count();
  json["wall_days"] = rules.wall.count();
  return json;
}

Json json_of(const WishCategory& category) {
  return {{"id", category.id.value},
          {"icon", category.icon},
          {"name", json_of(category.name)},
          {"is_danger", category.is_danger}};
}

Json json_of(const WishUnit& unit) {
  Json list = Json::array();
  for (const Matter matter : unit.matters) list.push_back(to_string(matter));
  return {{"id", unit.id.value},
          {"name", json_of(unit.name)},
          {"matters", std::move(list)},
          {"level", to_string(unit.level)}};
}

Json json_of(const Grid& grid) {
  Json buildings = Json::array();
  for (const Building& building : grid.buildings) {
    buildings.push_back({{"id", building.id.value}, {"name", json_of(building.name)}});
  }
  return {{"id", grid.id.value}, {"name", json_of(grid.name)}, {"buildings", std::move(buildings)}};
}

}  // namespace

Result<WishContent> parse_wish_content(std::string_view json) {
  if (json.size() > content_bytes_max) return fail(Code::invalid, "/: longer than 1 MiB");
  const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return fail(Code::invalid, "/: no JSON object");
  Reader in;
  WishContent content;
  content.rules = read_rules(in, root);
  read_categories(in, root, content);
  read_grids(in, root, content);
  read_phrases(in, root, content);
  read_units(in, root, content);
  read_reasons(in, root, content);
  if (in.error()) return fail(*in.error());
  return content;
}

std::string to_json(const WishContent& content) {
  Json categories = Json::array();
  for (const WishCategory& category : content.categories) categories.push_back(json_of(category));
  Json grids = Json::array();
  for (const Grid& grid : content.grids) grids.push_back(json_of(grid));
  Json units = Json::array();
  for (const WishUnit& unit : content.units) units.push_back(json_of(unit));
  Json reasons = Json::array();
  for (const WishReason& reason : content.reasons) {
    reasons.push_back({{"id", reason.id.value}, {"name", json_of(reason.name)}});
  }
  Json root{{"rules", json_of(content.rules)}, {"categories", std::move(categories)},
            {"grids", std::move(grids)},       {"phrases", content.phrases},
            {"units", std::move(units)},       {"reasons", std::move(reasons)}};
  if (content.lesson_category) root["lesson_category"] = json_of(*content.lesson_category);
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

const char* to_string(Matter matter) {
  return matters[static_cast<std::size_t>(matter)].second;
}
const char* to_string(Level level) {
  return levels[static_cast<std::size_t>(level)].second;
}
bool parse_matter(std::string_view text, Matter& matter) {
  return text != to_string(Matter::none) && parse_name(text, matters, matter);
}
bool parse_level(std::string_view text, Level& level) {
  return parse_name(text, levels, level);
}

}  // namespace yz::domain
