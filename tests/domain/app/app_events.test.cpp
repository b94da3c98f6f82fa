#include "domain/app/app_events.h"

#include "tests/domain/golden_events.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;

namespace {

/// The body with `piece` replaced: which field is complained of.
std::string fault(const AppEvent& event, const std::string& piece, const std::string& by) {
  std::string body = to_json(event);
  const auto found = body.find(piece);
  REQUIRE(found != std::string::npos);
  body.replace(found, piece.size(), by);
  const auto read = parse_app_event(kind_of(event), body);
  if (read) return {};
  CHECK(read.error().code == Code::invalid);
  return read.error().what.substr(0, read.error().what.find(':'));
}

}  // namespace

TEST_CASE("app events: each kind matches its golden file, both ways", "[domain]") {
  const std::vector<AppEvent> one_of_each{AppRunning{"0.9.1795430400"}, AppInstalled{"0.9.1795430401"},
                                          AppRefused{"0.9.1795430402", "bad_signature"},
                                          AppRolledBack{"0.9.1795430403", "0.9.1795430400"}};
  check_golden(one_of_each, "app.", parse_app_event);
}

TEST_CASE("app events: an unknown kind or version is unsupported", "[domain]") {
  CHECK(parse_app_event({"app.begun", 1}, "{}").error().code == Code::unsupported);
  CHECK(parse_app_event({"app.running", 2}, "{}").error().code == Code::unsupported);
}

TEST_CASE("app events: a body that is not as it should be names its field", "[domain]") {
  CHECK(fault(AppRunning{"1.2"}, "1.2", "1.2-rc") == "version");
  CHECK(fault(AppRunning{"1.2"}, "\"1.2\"", "12") == "version");
  CHECK(fault(AppRefused{"1.2", "older"}, "older", "") == "reason");
  CHECK(fault(AppRefused{"1.2", "older"}, "older", std::string(201, 'o')) == "reason");
  CHECK(fault(AppRolledBack{"1.2", "1.1"}, "1.1", "one") == "running");
}

TEST_CASE("app version: numbers between dots and nothing else", "[domain]") {
  for (const char* good : {"1", "1.4", "0.9.1795430400", "1.2.3.4"}) CHECK(is_app_version(good));
  for (const char* bad : {"", ".", "1.", ".1", "1..2", "1.2-3", "v1", "1 2", "1.2\n"})
    CHECK_FALSE(is_app_version(bad));
  CHECK(is_app_version(std::string(40, '7')));
  CHECK_FALSE(is_app_version(std::string(41, '7')));
}
