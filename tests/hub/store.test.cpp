#include <catch2/catch_test_macros.hpp>

#include "hub/embedded.h"
#include "hub/event_line.h"
#include "hub/store/migrate.h"
#include "hub/store/wish_parts.h"
#include "hub/store/wishes.h"
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
  CHECK(*database.setting("secure_delete") == "1");
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

TEST_CASE("store: wishes of an older database are all there after its migration", "[hub]") {
  const TempDir folder;
  auto opened = hub::Database::open(folder.path() / "hub.db", hub::Database::Access::writer);
  REQUIRE(opened);
  hub::Database& database = **opened;
  REQUIRE(database.script("CREATE TABLE migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)"));
  int number = 0;
  for (const hub::EmbeddedFile& file : hub::migration_files()) {
    if (++number > 4) break;
    REQUIRE(database.script(std::string(file.bytes)));
    REQUIRE(database.script("INSERT INTO migration VALUES (" + std::to_string(number) + ", 'old')"));
  }
  REQUIRE(
      database.script("INSERT INTO wish VALUES ('w1', 'taiping', 'W20260000009', 'closed', 'street', "
                      "'property', 0, 'ab12', 5, 1, 2, 3, 4, '{}')"));
  REQUIRE(
      database.script("INSERT INTO line VALUES ('d', 'e', 'live', 1, 'sealed', '', 0);"
                      "INSERT INTO line VALUES ('d', 'e', 'live', 2, 'other', '', 0);"
                      "INSERT INTO wish_box VALUES ('event', 'w1', 'sealed');"
                      "INSERT INTO upload VALUES ('u1', 'd', 'h1', 'image/jpeg', 'w1', 1, 1, 1, 0);"
                      "INSERT INTO upload VALUES ('u2', 'd', 'h2', 'image/jpeg', 'x', 1, 1, 1, 0)"));
  REQUIRE(hub::store::migrate(database));
  REQUIRE(hub::store::migrate(database));  // a second time changes nothing
  const auto wish = hub::store::find_wish(database, "w1");
  REQUIRE((wish && *wish));
  CHECK((*wish)->level == "street");
  CHECK((*wish)->unit == "property");
  CHECK((*wish)->stars == 5);
  CHECK((*wish)->closed_at == Instant{Milliseconds{4}});
  // What belongs to it is found at the end of its term.
  CHECK(*database.number("SELECT seq FROM wish_line WHERE wish = 'w1'") == 1);
  CHECK(*database.number("SELECT COUNT(*) FROM wish_line") == 1);
  CHECK(*hub::store::files_of_wish_alone(database, "w1") == std::vector<std::string>{"h1"});
  CHECK(*database.number("SELECT COUNT(*) FROM wish_file") == 1);
  for (const char* column : {"state", "subject"}) {
    CAPTURE(column);
    CHECK_FALSE(database.script(std::string("SELECT ") + column + " FROM wish"));
  }
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
