// What belongs to a person is erased when its term is over, and nothing else is.
#include "hub/terms.h"

#include <catch2/catch_test_macros.hpp>

#include "hub/store/help.h"
#include "hub/store/times.h"
#include "hub/store/uploads.h"
#include "hub/store/wish_parts.h"
#include "hub/store/wishes.h"
#include "hub/upload_files.h"
#include "hub/worker.h"
#include "tests/hub/wish_fixture.h"

using namespace yz;
using namespace yz::domain;
using namespace yz::test;
using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;

namespace {

constexpr Milliseconds moment{1};
const std::string secret = "老赵家漏水";

/// A hub with wishes, and their files as uploads leave them.
struct Archive {
  WishDesk desk;

  [[nodiscard]] hub::Database& database() { return desk.hub.hub().database(); }
  [[nodiscard]] std::filesystem::path path(const std::string& bytes) const {
    return hub::upload_path(desk.hub.folder(), hub::to_hex(hub::sha256(bytes)));
  }
  [[nodiscard]] bool is_there(const std::string& bytes) const { return std::filesystem::exists(path(bytes)); }
  void arrive(const std::string& bytes, const std::string& op) {
    REQUIRE(hub::write_whole(path(bytes), bytes));
    const auto length = static_cast<std::int64_t>(bytes.size());
    REQUIRE(hub::store::add_upload(database(), {.id = desk.kiosk->fresh_id(),
                                                .device = desk.kiosk->id(),
                                                .sha256 = hub::to_hex(hub::sha256(bytes)),
                                                .mime = "image/jpeg",
                                                .op = op,
                                                .length = length,
                                                .received = length,
                                                .is_done = true,
                                                .made_at = desk.hub.clock.now()}));
  }
  static json mark(const std::string& bytes) {
    return {{"sha256", hub::to_hex(hub::sha256(bytes))}, {"len", bytes.size()}, {"mime", "image/jpeg"}};
  }
  WishId submit(const std::vector<std::string>& files) {
    json marks = json::array();
    for (const std::string& file : files) marks.push_back(mark(file));
    const WishSubmitted wish = desk.drafted(*desk.kiosk);
    desk.write_sealed(*desk.kiosk, wish, {{"words", secret}}, {{"att", marks}});
    desk.sync(*desk.kiosk);
    REQUIRE(desk.letters().empty());
    return wish.wish;
  }
  void close(const WishId& id) {
    desk.resolve(id);
    rate(id);
  }
  void rate(const WishId& id) {
    const Instant at = desk.hub.clock.now();
    desk.write(*desk.kiosk, WishRated{.wish = id, .stars = 5, .reason = {}, .at = at});
    desk.write(*desk.kiosk, WishClosed{.wish = id, .by = WishClosing::rating, .at = at});
    desk.sync(*desk.kiosk);
    REQUIRE(desk.letters().empty());
    REQUIRE(desk.wish(id).closed_at == at);
  }
  hub::Erased erase() {
    const auto erased = hub::erase_past_terms(desk.hub.hub());
    REQUIRE(erased);
    return *erased;
  }
  /// What a dispatcher reads of it, in a session of that day.
  json told(const WishId& id) {
    if (!has_dispatcher_) desk.add_staff("archivist", "dispatcher", "taiping", "");
    has_dispatcher_ = true;
    const std::string target = "/api/console/v1/wishes/" + id.value + "/told";
    const auto reply = desk.hub.get_reply(desk.hub.staff_request("GET", target, desk.hub.login("archivist")));
    REQUIRE(reply.status == 200);
    return json_of(reply).at("told");
  }
  [[nodiscard]] std::size_t sealed_lines() {
    return desk.hub.rows("SELECT COUNT(*) FROM line WHERE instr(bytes, '\"seal\"') > 0");
  }
  [[nodiscard]] std::size_t notes(const std::string& what) {
    return desk.hub.rows(
        ("SELECT COUNT(*) FROM wish_audit WHERE account = 'hub' AND what = '" + what + "'").c_str());
  }

 private:
  bool has_dispatcher_{};
};

}  // namespace

TEST_CASE("terms: voice and photos go half a year after the closing, words after two years, each once",
          "[hub]") {
  Archive archive;
  auto& clock = archive.desk.hub.clock;
  const WishId id = archive.submit({"photo", "voice"});
  for (const char* file : {"photo", "voice"}) archive.arrive(file, id.value);
  archive.close(id);
  clock.advance(hub::wish_files_kept);
  CHECK(archive.erase() == hub::Erased{});
  CHECK(archive.is_there("photo"));
  clock.advance(moment);
  CHECK(archive.erase() == hub::Erased{.files = 1});
  CHECK_FALSE(archive.is_there("photo"));
  CHECK_FALSE(archive.is_there("voice"));
  CHECK(archive.desk.hub.rows("SELECT COUNT(*) FROM upload") == 0);
  CHECK(archive.notes("files erased") == 1);
  const json told = archive.told(id);
  REQUIRE(told.size() == 1);
  CHECK(told.at(0).at("words") == secret);
  CHECK(told.at(0).at("files").empty());
  CHECK(archive.erase() == hub::Erased{});

  clock.advance(hub::wish_words_kept - hub::wish_files_kept - moment);
  CHECK(archive.erase() == hub::Erased{});
  CHECK(archive.sealed_lines() == 1);
  clock.advance(moment);
  CHECK(archive.erase() == hub::Erased{.words = 1});
  CHECK(archive.sealed_lines() == 0);
  CHECK(archive.desk.hub.rows("SELECT COUNT(*) FROM wish_box") == 0);
  CHECK(archive.told(id).empty());
  CHECK(archive.notes("words erased") == 1);
  CHECK(archive.erase() == hub::Erased{});
  archive.desk.hub.restart();
  CHECK(archive.erase() == hub::Erased{});
  CHECK(archive.desk.hub.rows("SELECT COUNT(*) FROM wish") ==
        1);  // that it was, and what became of it, stays
}

TEST_CASE("terms: a kiosk that sends erased lines once more is no fork, and other lines in their place are",
          "[hub]") {
  Archive archive;
  const WishId id = archive.submit({});
  archive.close(id);
  archive.desk.hub.clock.advance(hub::wish_words_kept + moment);
  REQUIRE(archive.erase().words == 1);
  TestKiosk& kiosk = *archive.desk.kiosk;
  CHECK(archive.desk.hub.send(kiosk, 1, kiosk.size()).status == 200);
  CHECK(archive.desk.hub.rows("SELECT COUNT(*) FROM fork") == 0);
  const auto stored = hub::store::lines_from(archive.database(), {kiosk.id(), kiosk.epoch(), "live"}, 1, 10);
  REQUIRE(stored);
  REQUIRE(stored->front().is_erased());
  CHECK(hub::to_hex(stored->front().head) == kiosk.head(1));
  CHECK_FALSE(stored->back().is_erased());
}

TEST_CASE("terms: a line that came again inside another is erased with the first", "[hub]") {
  Archive archive;
  const WishId id = archive.submit({});
  TestKiosk& kiosk = *archive.desk.kiosk;
  std::string line = kiosk.body(1, 1);
  line.pop_back();
  archive.close(id);
  kiosk.new_epoch();
  kiosk.line("journal.again", json{{"line", line}}.dump());
  REQUIRE(archive.desk.hub.send(kiosk, 1, 1).status == 200);
  archive.desk.hub.apply();
  CHECK(archive.desk.letters().empty());
  const auto with_box = [&] {
    return archive.desk.hub.rows("SELECT COUNT(*) FROM line WHERE instr(bytes, 'seal-1') > 0");
  };
  CHECK(with_box() == 2);
  archive.desk.hub.clock.advance(hub::wish_words_kept + moment);
  CHECK(archive.erase().words == 1);
  CHECK(with_box() == 0);
}

TEST_CASE("terms: what is open is kept, however old it is", "[hub]") {
  Archive archive;
  const WishId id = archive.submit({"photo"});
  archive.arrive("photo", id.value);
  archive.desk.hub.clock.advance(days(4'000));
  CHECK(archive.erase() == hub::Erased{});
  REQUIRE(hub::tidy_uploads(archive.desk.hub.hub()));
  CHECK(archive.is_there("photo"));
  CHECK(archive.told(id).at(0).at("files").size() == 1);
}

TEST_CASE("terms: a file that another wish names stays with that one", "[hub]") {
  Archive archive;
  auto& clock = archive.desk.hub.clock;
  const WishId first = archive.submit({"photo"});
  archive.arrive("photo", first.value);
  archive.close(first);
  const WishId second = archive.submit({"photo"});
  archive.desk.resolve(second);
  clock.advance(hub::wish_files_kept + moment);
  CHECK(archive.erase().files == 1);
  CHECK(archive.is_there("photo"));
  archive.rate(second);
  CHECK(archive.erase().files == 0);
  clock.advance(hub::wish_files_kept + moment);
  CHECK(archive.erase().files == 1);
  CHECK_FALSE(archive.is_there("photo"));
}

TEST_CASE("terms: a file that came after its wish was erased goes in the next round", "[hub]") {
  Archive archive;
  const WishId id = archive.submit({"photo"});
  archive.close(id);
  archive.desk.hub.clock.advance(hub::wish_files_kept + moment);
  CHECK(archive.erase().files == 1);
  archive.arrive("photo", id.value);
  CHECK(archive.erase().files == 1);
  CHECK_FALSE(archive.is_there("photo"));
}

TEST_CASE("terms: a whole file that no event ever named goes after half a year", "[hub]") {
  Archive archive;
  auto& clock = archive.desk.hub.clock;
  archive.arrive("nobody's", archive.desk.kiosk->fresh_id());
  clock.advance(hub::loose_files_kept);
  CHECK(archive.erase() == hub::Erased{});
  clock.advance(moment);
  CHECK(archive.erase() == hub::Erased{.loose_files = 1});
  CHECK_FALSE(archive.is_there("nobody's"));
  CHECK(archive.desk.hub.rows("SELECT COUNT(*) FROM upload") == 0);
}

TEST_CASE("terms: a crash between rows and bytes leaves a file that the next round sweeps up", "[hub]") {
  Archive archive;
  const WishId id = archive.submit({"photo"});
  archive.arrive("photo", id.value);
  archive.arrive("kept", archive.submit({"kept"}).value);
  const auto hashes = hub::store::files_of_wish_alone(archive.database(), id.value);
  REQUIRE(hashes);
  REQUIRE(hub::store::erase_wish_files(archive.database(), id.value, *hashes));
  CHECK(archive.is_there("photo"));
  REQUIRE(hub::tidy_uploads(archive.desk.hub.hub()));
  CHECK_FALSE(archive.is_there("photo"));
  CHECK(archive.is_there("kept"));
}

TEST_CASE("terms: one that cannot be erased stays whole, and the others go all the same", "[hub]") {
  Archive archive;
  const WishId id = archive.submit({"photo"});
  archive.arrive("photo", id.value);
  archive.close(id);
  archive.arrive("nobody's", archive.desk.kiosk->fresh_id());
  archive.desk.hub.clock.advance(hub::wish_words_kept + moment);
  REQUIRE(archive.database().script("ALTER TABLE wish_audit RENAME TO away"));
  const auto erased = hub::erase_past_terms(archive.desk.hub.hub());
  REQUIRE_FALSE(erased);
  CHECK(archive.is_there("photo"));
  CHECK(archive.sealed_lines() == 1);
  CHECK_FALSE(archive.is_there("nobody's"));
  REQUIRE(archive.database().script("ALTER TABLE away RENAME TO wish_audit"));
  CHECK(archive.erase() == hub::Erased{.files = 1, .words = 1});
  CHECK_FALSE(archive.is_there("photo"));
}

TEST_CASE("terms: calls for help go after two years, open ones never", "[hub]") {
  TestHub hub;
  const Instant called = hub.clock.now();
  const auto save = [&](const std::string& id, bool is_open, Instant at) {
    REQUIRE(hub::store::save_help(hub.hub().database(), {id, "taiping", is_open, at, "{}"}));
  };
  save("over", false, called);
  save("open", true, called);
  save("later", false, called + hours(1));
  hub.clock.advance(hub::help_kept);
  CHECK(hub::erase_past_terms(hub.hub())->help == 0);
  hub.clock.advance(moment);
  CHECK(hub::erase_past_terms(hub.hub())->help == 1);
  CHECK(hub::erase_past_terms(hub.hub())->help == 0);
  CHECK_FALSE(*hub::store::find_help(hub.hub().database(), "over"));
  CHECK(*hub::store::find_help(hub.hub().database(), "open"));
  CHECK(*hub::store::find_help(hub.hub().database(), "later"));
}

TEST_CASE("terms: a round takes a bounded number, and the oldest first", "[hub]") {
  TestHub hub;
  const std::int64_t all = hub::erased_a_round_max + 5;
  for (std::int64_t i = 0; i < all; ++i) {
    REQUIRE(hub::store::save_help(hub.hub().database(), {std::to_string(i), "taiping", false,
                                                         hub.clock.now() + Milliseconds{i}, "{}"}));
  }
  hub.clock.advance(hub::help_kept + hours(1));
  CHECK(hub::erase_past_terms(hub.hub())->help == static_cast<std::size_t>(hub::erased_a_round_max));
  CHECK(*hub::store::find_help(hub.hub().database(), std::to_string(all - 1)));
  CHECK(hub::erase_past_terms(hub.hub())->help == 5);
}

TEST_CASE("terms: the running hub erases by itself, within the hour", "[hub]") {
  TempDir folder;
  FakeClock clock;
  {
    auto first = hub::Hub::open(folder.path() / "data", clock);
    REQUIRE(first);
    REQUIRE(hub::store::save_help((*first)->database(), {"over", "taiping", false, clock.now(), "{}"}));
  }
  clock.advance(hub::help_kept + moment);
  auto hub = hub::Hub::open(folder.path() / "data", clock);
  REQUIRE(hub);
  auto worker = hub::Worker::start(*std::move(hub));
  const auto is_kept = [&] {
    const auto answer = worker->call([](hub::Hub& running) -> Result<json> {
      return json(hub::store::find_help(running.database(), "over")->has_value());
    });
    return answer && answer->get<bool>();
  };
  // Calls are carried out between the worker's rounds: the second one comes after a whole round.
  (void)is_kept();
  CHECK_FALSE(is_kept());
}
