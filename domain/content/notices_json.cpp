#include "domain/content/notices_json.h"

#include <optional>
#include <set>

#include "domain/json/reader.h"

namespace yz::domain {

namespace {

constexpr std::size_t notices_bytes_max = 1'048'576;
constexpr std::size_t notices_max = 100;

/// Characters of a text in each language: a Chinese one is as wide as two Latin ones.
struct Length {
  std::size_t zh;
  std::size_t en;
};
constexpr Length title_max{.zh = 14, .en = 26};
constexpr Length body_max{.zh = 3'000, .en = 6'000};
constexpr Length emergency_max{.zh = 90, .en = 200};

/// "2026-11-23 08:30".
std::string time_text(const StationTime& time) {
  return to_text(time.day) + ' ' + clock_text(time.of_day);
}

bool parse_time(std::string_view text, StationTime& time) {
  return text.size() == 16 && text[10] == ' ' && parse_day(text.substr(0, 10), time.day) &&
         parse_clock(text.substr(11), time.of_day) && time.of_day < day_minutes;
}

/// Reads the members of one notice; remembers the first thing that is wrong, with its path.
class NoticeReader {
 public:
  NoticeReader(const Json& object, std::string path, std::optional<Error>& error)
      : object_(object), path_(std::move(path)), error_(error) {}

  void wrong(const std::string& name, const std::string& what) {
    if (!error_) error_ = Error{Code::invalid, path_ + '/' + name + ": " + what};
  }
  std::string text(const char* name) { return text_in(object_, name, name); }
  LocalText local(const char* name, Length most) {
    const Json& both = member(object_, name);
    LocalText read{.zh = text_in(both, "zh", std::string(name) + "/zh"), .en = {}};
    if (both.is_object() && both.contains("en")) read.en = text_in(both, "en", std::string(name) + "/en");
    if (read.zh.empty()) wrong(std::string(name) + "/zh", "empty");
    if (characters(read.zh) > most.zh)
      wrong(std::string(name) + "/zh", "more than " + std::to_string(most.zh) + " characters");
    if (characters(read.en) > most.en)
      wrong(std::string(name) + "/en", "more than " + std::to_string(most.en) + " characters");
    return read;
  }
  Day day(const char* name) {
    Day read{};
    if (!parse_day(text(name), read)) wrong(name, "a day, YYYY-MM-DD");
    return read;
  }
  StationTime time(const char* name) {
    StationTime read;
    if (!parse_time(text(name), read)) wrong(name, "a time like \"2026-11-23 08:30\"");
    return read;
  }
  /// Missing is no.
  bool flag(const char* name) {
    if (!object_.is_object() || !object_.contains(name)) return false;
    const Json& found = member(object_, name);
    if (!found.is_boolean()) wrong(name, "true or false");
    return found.is_boolean() && found.get<bool>();
  }
  NoticeId id() {
    std::string read = text("id");
    if (!is_content_id(read)) wrong("id", "an id: 1 to 32 letters, digits, - or _");
    return NoticeId(std::move(read));
  }

 private:
  static const Json& member(const Json& object, const char* name) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : *found;
  }
  std::string text_in(const Json& object, const char* name, const std::string& at) {
    const Json& found = member(object, name);
    if (found.is_string()) return found.get<std::string>();
    wrong(at, "a text is wanted");
    return {};
  }

  const Json& object_;
  std::string path_;
  std::optional<Error>& error_;
};

Notice read_notice(NoticeReader& in) {
  Notice notice;
  notice.id = in.id();
  notice.title = in.local("title", title_max);
  notice.date = in.day("date");
  notice.from = in.time("from");
  notice.until = in.time("until");
  notice.is_pinned = in.flag("pinned");
  notice.is_emergency = in.flag("emergency");
  notice.body = in.local("body", notice.is_emergency ? emergency_max : body_max);
  const bool is_forwards = notice.from.day < notice.until.day ||
                           (notice.from.day == notice.until.day && notice.from.of_day < notice.until.of_day);
  if (!is_forwards) in.wrong("until", "not after from");
  return notice;
}

}  // namespace

Result<std::vector<Notice>> parse_notices(std::string_view json) {
  if (json.size() > notices_bytes_max) return fail(Code::invalid, "/: longer than 1 MiB");
  const Json root = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  const auto list = root.is_object() ? root.find("notices") : root.end();
  if (!root.is_object() || list == root.end() || !list->is_array())
    return fail(Code::invalid, "/notices: a list is wanted");
  if (list->size() > notices_max) return fail(Code::invalid, "/notices: at most 100 entries");
  std::optional<Error> error;
  std::vector<Notice> notices;
  std::set<NoticeId> ids;
  for (std::size_t i = 0; i < list->size(); ++i) {
    NoticeReader in((*list)[i], "/notices/" + std::to_string(i), error);
    notices.push_back(read_notice(in));
    if (!ids.insert(notices.back().id).second) in.wrong("id", "used twice");
    if (error) return fail(*error);
  }
  return notices;
}

std::string to_json(const std::vector<Notice>& notices) {
  Json list = Json::array();
  for (const Notice& notice : notices) {
    list.push_back({{"id", notice.id.value},
                    {"title", json_of(notice.title)},
                    {"date", to_text(notice.date)},
                    {"from", time_text(notice.from)},
                    {"until", time_text(notice.until)},
                    {"pinned", notice.is_pinned},
                    {"emergency", notice.is_emergency},
                    {"body", json_of(notice.body)}});
  }
  return Json{{"notices", std::move(list)}}.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace yz::domain
