#include "kiosk/practice/located_json.h"

#include <catch2/catch_test_macros.hpp>

using yz::practice::JsonNode;
using yz::practice::parse_located;

TEST_CASE("located json: every value knows its line, whatever ends it", "[kiosk]") {
  const auto root =
      parse_located("\n{\"a\": 1\n,\"b\": [\n2,\n3\n],\n\"c\": true\n, \"d\":\n\"x\", \"e\": null}\n");
  REQUIRE(root);
  CHECK(root->line == 2);
  CHECK(root->find("a")->line == 2);
  CHECK(root->find("a")->whole == 1);
  CHECK(root->find("b")->line == 3);
  CHECK(root->find("b")->inside[0].line == 4);
  CHECK(root->find("b")->inside[1].line == 5);
  CHECK(root->find("c")->line == 7);
  CHECK(root->find("d")->line == 9);
  CHECK(root->find("e")->kind == JsonNode::Kind::null);
  CHECK(root->find("f") == nullptr);
}

TEST_CASE("located json: a fault is told with its line", "[kiosk]") {
  const auto root = parse_located("{\n\"a\": 1,\n\"b\" 2\n}");
  REQUIRE_FALSE(root);
  CHECK(root.error().line == 3);
  CHECK(root.error().what.starts_with("no JSON: "));
}

TEST_CASE("located json: nothing, half a character and what follows are faults", "[kiosk]") {
  CHECK_FALSE(parse_located(""));
  CHECK_FALSE(parse_located("\"\xE5\x8F\""));
  CHECK_FALSE(parse_located("{} {}"));
}

TEST_CASE("located json: a member named twice, too deep, too many", "[kiosk]") {
  const auto twice = parse_located("{\"a\": 1,\n\"a\": 2}");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().line == 2);
  CHECK(parse_located(std::string(24, '[') + std::string(24, ']')));
  CHECK_FALSE(parse_located(std::string(25, '[') + std::string(25, ']')));
  std::string many = "[0";
  for (int i = 0; i < 20'000; ++i) many += ",0";
  CHECK_FALSE(parse_located(many + ']'));
}

TEST_CASE("located json: numbers that do not fit are no whole ones", "[kiosk]") {
  const auto root = parse_located("[9223372036854775807, 9223372036854775808, 1.0, -3]");
  REQUIRE(root);
  CHECK(root->inside[0].kind == JsonNode::Kind::whole);
  CHECK(root->inside[1].kind == JsonNode::Kind::real);
  CHECK(root->inside[2].kind == JsonNode::Kind::real);
  CHECK(root->inside[3].whole == -3);
}
