#include <catch2/catch_test_macros.hpp>

#include "hub/event_line.h"
#include "tests/hub/hub_fixture.h"

using namespace yz;
using namespace yz::test;

TEST_CASE("store: one connection writes, with every durability setting in force", "[hub]") {
  TestHub hub;
  auto& database = hub.hub().database();
  CHECK(*database.setting("journal_mode") == "wal");
  CHECK(*database.setting("synchronous") == "2");
  CHECK(*database.setting("foreign_keys") == "1");
  CHECK(*database.setting("trusted_schema") == "0");
  CHECK(*database.setting("cell_size_check") == "1");
  CHECK(*database.setting("wal_autocheckpoint") == "0");
  // A second process, or a second hub in this one, does not get in: the log-reset fault of SQLite
  // before 3.51.3 needs two writers.
  INFO("SQLite " << sqlite3_libversion_number());
  const auto second = hub::Hub::open(hub.folder(), hub.clock);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::conflict);
}

TEST_CASE("store: a reader cannot write", "[hub]") {
  TestHub hub;
  const auto reader = hub::Database::open(hub::database_file(hub.folder()), hub::Database::Access::reader);
  REQUIRE(reader);
  CHECK_FALSE((*reader)->run("DELETE FROM station"));
  CHECK(*(*reader)->number("SELECT COUNT(*) FROM station") == 1);
}

TEST_CASE("store: a transaction that is not committed leaves nothing", "[hub]") {
  TestHub hub;
  auto& database = hub.hub().database();
  {
    auto transaction = hub::Transaction::begin(database);
    REQUIRE(transaction);
    REQUIRE(database.run("DELETE FROM content_version"));
  }
  CHECK(hub.rows("SELECT COUNT(*) FROM content_version") == 1);
}

TEST_CASE("event lines: a batch is split only where it is well framed", "[hub]") {
  CHECK(hub::split_lines("a\nb\n")->size() == 2);
  CHECK_FALSE(hub::split_lines("a\nb"));
  CHECK_FALSE(hub::split_lines("a\n\nb\n"));
  std::string many;
  for (int i = 0; i < 501; ++i) many += "x\n";
  CHECK_FALSE(hub::split_lines(many));
  CHECK(hub::is_utf8("\xE9\xA9\xBF"));
  CHECK_FALSE(hub::is_utf8("\xED\xA0\x80"));
  CHECK_FALSE(hub::is_utf8("\xC0\x80"));
  CHECK(hub::json_depth(R"({"a":"[[[[","b":[1]})") == 2);
}
