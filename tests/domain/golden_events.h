// Every kind of event of an area against its file in tests/domain/golden, both ways.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "domain/event.h"
#include "tests/domain/fixture.h"

namespace yz::test {

/// `events`: one of each kind. `prefix`: "ticket."; no other file of that name may lie there.
template <class Event, class Parse>
void check_golden(const std::vector<Event>& events, const std::string& prefix, Parse parse) {
  const std::string folder = YZ_SOURCE_DIR "/tests/domain/golden/";
  REQUIRE(events.size() == std::variant_size_v<Event>);
  std::set<std::string> files;
  for (const Event& event : events) {
    const domain::EventKind kind = kind_of(event);
    CAPTURE(kind.type);
    const std::string file = kind.type + "." + std::to_string(kind.version) + ".json";
    files.insert(file);
    const std::string golden = read_text(folder + file);
    CHECK(to_json(event) + '\n' == golden);
    const auto read = parse(kind, golden);
    REQUIRE(read);
    CHECK(*read == event);
  }
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    CHECK((!name.starts_with(prefix) || files.contains(name)));
  }
}

}  // namespace yz::test
