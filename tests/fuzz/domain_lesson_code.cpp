// Scanned text → lesson code; what is read must be written back as it was.
#include <cstdint>

#include "base/check.h"
#include "domain/lessons/lessons.h"

using namespace yz::domain;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto code = parse_lesson_code(text)) {
    yz::check(text.ends_with(make_lesson_code(*code)), "a code reads back as it was written");
    yz::check(yz::is_ulid(code->sign_up.value), "a code's sign-up is one");
  }
  return 0;
}
