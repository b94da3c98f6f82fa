// lessons.json of a pack; what is read must be written and read back as it was, and its sessions found again.
#include <cstdint>

#include "base/check.h"
#include "domain/content/lesson_content_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const auto content = parse_lesson_content(json);
  if (!content) return 0;
  const auto again = parse_lesson_content(to_json(*content));
  yz::check(again && *again == *content, "lessons read back as they were written");
  yz::check(!content->is_empty(), "lessons that were read are some");
  constexpr Minutes zone{8 * 60};
  const yz::Instant from = std::chrono::sys_days(content->classes.front().first) - zone;
  for (const LessonSession& session : sessions_between(*content, zone, from, from + std::chrono::days{15})) {
    yz::check(find_session(*content, zone, session.id) == session, "a session is found by its id");
  }
  return 0;
}
