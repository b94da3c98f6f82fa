#include "domain/content/station_json.h"

#include <algorithm>
#include <set>

#include "domain/json/reader.h"

namespace yz::domain {

namespace {

constexpr std::size_t station_bytes_max = 1'048'576;
constexpr std::size_t exceptions_max = 800;
constexpr std::array<const char*, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

std::vector<OpenSpan> read_spans(Reader& in, const Json& list, const std::string& path) {
  std::vector<OpenSpan> spans;
  if (!list.is_array() || list.size() > 24) return in.wrong(path, "a list of at most 24 spans"), spans;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string at = path + '/' + std::to_string(i);
    const std::string text = list[i].is_string() ? list[i].get<std::string>() : std::string();
    OpenSpan span;
    const bool is_span = text.size() == 11 && text[5] == '-' &&
                         parse_clock(std::string_view(text).substr(0, 5), span.from) &&
                         parse_clock(std::string_view(text).substr(6), span.to) && span.from < span.to;
    if (!is_span) {
      in.wrong(at, "a span like \"08:30-11:30\", from before to, at most 24:00");
    } else if (!spans.empty() && span.from < spans.back().to) {
      in.wrong(at, "begins before the one before it ends");
    }
    spans.push_back(span);
  }
  return spans;
}

Hours read_hours(Reader& in, const Json& object, const std::string& path) {
  Hours hours;
  const Json& weekly = in.member(object, path, "weekly");
  if (!weekly.is_object()) return in.wrong(path + "/weekly", "an object is wanted"), hours;
  for (const auto& [name, spans] : weekly.items()) {
    const auto day = std::find(weekdays.begin(), weekdays.end(), name);
    const std::string at = std::string(path).append("/weekly/").append(name);
    if (day == weekdays.end()) return in.wrong(at, "mon tue wed thu fri sat or sun"), hours;
    hours.weekly[static_cast<std::size_t>(day - weekdays.begin())] = read_spans(in, spans, at);
  }
  const auto exceptions = object.find("exceptions");
  if (exceptions == object.end()) return hours;
  if (!exceptions->is_object() || exceptions->size() > exceptions_max) {
    return in.wrong(path + "/exceptions", "an object of at most 800 days"), hours;
  }
  for (const auto& [name, spans] : exceptions->items()) {
    Day day{};
    const std::string at = std::string(path).append("/exceptions/").append(name);
    if (!parse_day(name, day)) return in.wrong(at, "a day, YYYY-MM-DD"), hours;
    hours.exceptions[day] = read_spans(in, spans, at);
  }
  return hours;
}

char read_letter(Reader& in, const Json& object, const std::string& path) {
  const Json& letter = in.member(object, path, "letter");
  if (letter.is_string()) {
    const auto& text = letter.get_ref<const std::string&>();
    if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z') return text[0];
  }
  in.wrong(path + "/letter",
           letter.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 40) + " — one letter A to Z");
  return 'A';
}

Service read_service(Reader& in, const Json& object, const std::string& path) {
  Service service;
  service.id = ServiceId(in.id(in.member(object, path, "id"), path + "/id"));
  service.letter = read_letter(in, object, path);
  service.name = in.local_text(in.member(object, path, "name"), path + "/name");
  service.description = in.local_text(in.member(object, path, "description"), path + "/description");
  service.bring = in.local_text(in.member(object, path, "bring"), path + "/bring", /*may_be_empty=*/true);
  service.hours = read_hours(in, in.member(object, path, "hours"), path + "/hours");
  service.quota_per_day = static_cast<int>(in.number(object, path, "quota_per_day", 1, 999));
  const Json& counters = in.list(object, path, "counters");
  if (counters.empty()) in.wrong(path + "/counters", "empty");
  for (std::size_t i = 0; i < counters.size(); ++i) {
    service.counters.emplace_back(in.id(counters[i], path + "/counters/" + std::to_string(i)));
  }
  service.mean_service = std::chrono::seconds(in.number(object, path, "mean_service_s", 10, 4L * 3600));
  service.has_priority = in.flag(object, path, "has_priority");
  return service;
}

void read_counters(Reader& in, const Json& root, Station& station) {
  const Json& counters = in.list(root, "", "counters");
  if (counters.empty()) in.wrong("/counters", "empty");
  std::set<CounterId> ids;
  for (std::size_t i = 0; i < counters.size(); ++i) {
    const std::string path = "/counters/" + std::to_string(i);
    Counter counter{.id = CounterId(in.id(in.member(counters[i], path, "id"), path + "/id")),
                    .name = in.local_text(in.member(counters[i], path, "name"), path + "/name")};
    if (!ids.insert(counter.id).second) in.wrong(path + "/id", "used twice");
    station.counters.push_back(std::move(counter));
  }
}

/// After the counters, which they name.
void read_services(Reader& in, const Json& root, Station& station) {
  const Json& services = in.list(root, "", "services");
  if (services.empty()) in.wrong("/services", "empty");
  std::set<ServiceId> ids;
  std::set<char> letters;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const std::string path = "/services/" + std::to_string(i);
    Service service = read_service(in, services[i], path);
    if (!ids.insert(service.id).second) in.wrong(path + "/id", "used twice");
    if (!letters.insert(service.letter).second) in.wrong(path + "/letter", "used twice");
    std::set<CounterId> seen;
    for (std::size_t c = 0; c < service.counters.size(); ++c) {
      const std::string at = path + "/counters/" + std::to_string(c);
      if (station.find_counter(service.counters[c]) == nullptr) in.wrong(at, "no such counter in /counters");
      if (!seen.insert(service.counters[c]).second) in.wrong(at, "named twice");
    }
    station.services.push_back(std::move(service));
  }
}

void read_words(Reader& in, const Json& root, Station& station) {
  const Json& phrases = in.member(root, "", "phrases");
  if (!phrases.is_object() || phrases.size() > content_list_max)
    return in.wrong("/phrases", "an object of at most 200 texts");
  for (const auto& [name, text] : phrases.items())
    station.phrases[name] = in.local_text(text, "/phrases/" + name);
  const Json& notices = in.list(root, "", "notices");
  for (std::size_t i = 0; i < notices.size(); ++i) {
    station.notices.push_back(in.local_text(notices[i], "/notices/" + std::to_string(i)));
  }
}

Json json_of(const std::vector<OpenSpan>& spans) {
  Json list = Json::array();
  for (const OpenSpan& span : spans) list.push_back(clock_text(span.from) + '-' + clock_text(span.to));
  return list;
}

Json json_of(const Hours& hours) {
  Json weekly = Json::object();
  for (const std::size_t day : {1U, 2U, 3U, 4U, 5U, 6U, 0U})
    weekly[weekdays[day]] = json_of(hours.weekly[day]);
  Json exceptions = Json::object();
  for (const auto& [day, spans] : hours.exceptions) exceptions[to_text(day)] = json_of(spans);
  return {{"weekly", std::move(weekly)}, {"exceptions", std::move(exceptions)}};
}

Json json_of(const Service& service) {
  Json counters = Json::array();
  for (const CounterId& counter : service.counters) counters.push_back(counter.value);
  return {{"id", service.id.value},
          {"letter", std::string(1, service.letter)},
          {"name", json_of(service.name)},
          {"description", json_of(service.description)},
          {"bring", json_of(service.bring)},
          {"hours", json_of(service.hours)},
          {"quota_per_day", service.quota_per_day},
          {"counters", std::move(counters)},
          {"mean_service_s", service.mean_service.count() / 1000},
          {"has_priority", service.has_priority}};
}

}  // namespace

Result<Station> parse_station(std::string_view json) {
  if (json.size() > station_bytes_max) return fail(Code::invalid, "/: longer than 1 MiB");
  const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return fail(Code::invalid, "/: no JSON object");
  Reader in;
  Station station;
  station.id = StationId(in.id(in.member(root, "", "id"), "/id"));
  station.name = in.local_text(in.member(root, "", "name"), "/name");
  station.utc_offset = Minutes{in.number(root, "", "utc_offset_minutes", -12L * 60, 14L * 60)};
  const Json& rules = in.member(root, "", "ticket_rules");
  station.ticket_rules.priority_age =
      static_cast<int>(in.number(rules, "/ticket_rules", "priority_age", 1, 150));
  station.ticket_rules.priority_in_a_row_max =
      static_cast<int>(in.number(rules, "/ticket_rules", "priority_in_a_row_max", 1, 99));
  read_counters(in, root, station);
  read_services(in, root, station);
  read_words(in, root, station);
  if (in.error()) return fail(*in.error());
  return station;
}

std::string to_json(const Station& station) {
  Json services = Json::array();
  for (const Service& service : station.services) services.push_back(json_of(service));
  Json counters = Json::array();
  for (const Counter& counter : station.counters) {
    counters.push_back({{"id", counter.id.value}, {"name", json_of(counter.name)}});
  }
  Json phrases = Json::object();
  for (const auto& [name, text] : station.phrases) phrases[name] = json_of(text);
  Json notices = Json::array();
  for (const LocalText& notice : station.notices) notices.push_back(json_of(notice));
  const Json root{{"id", station.id.value},
                  {"name", json_of(station.name)},
                  {"utc_offset_minutes", station.utc_offset.count()},
                  {"ticket_rules",
                   {{"priority_age", station.ticket_rules.priority_age},
                    {"priority_in_a_row_max", station.ticket_rules.priority_in_a_row_max}}},
                  {"services", std::move(services)},
                  {"counters", std::move(counters)},
                  {"phrases", std::move(phrases)},
                  {"notices", std::move(notices)}};
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace yz::domain
