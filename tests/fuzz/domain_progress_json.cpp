// A body as the event and as a person's row.
#include <cstdint>

#include "base/check.h"
#include "domain/lessons/progress_json.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const EventKind kind{.type = progress_type, .version = 1};
  if (const auto event = parse_progress_event(kind, body)) {
    const auto again = parse_progress_event(kind, to_json(*event));
    yz::check(again && *again == *event, "an event reads back as it was written");
    ProgressBook book;
    yz::check(book.fold(*event) == Folded::applied, "the first is always news");
    yz::check(book.fold(*event) == Folded::repeated, "and the second never");
  }
  if (const auto row = parse_progress(body)) {
    const auto again = parse_progress(to_json(row->first, row->second));
    yz::check(again && *again == *row, "a row reads back as it was written");
  }
  return 0;
}
