#include "tests/hub/wish_fixture.h"

#include <catch2/catch_test_macros.hpp>

#include "domain/content/wish_content_json.h"
#include "domain/wishes/wishes_json.h"
#include "hub/commands/admin_channel.h"
#include "hub/publish.h"
#include "hub/store/feed.h"
#include "hub/store/stations.h"
#include "hub/store/times.h"
#include "hub/store/wish_blocks.h"

namespace yz::test {

namespace {

using nlohmann::json;

const std::string console = "/api/console/v1/";

}  // namespace

domain::WishContent wish_wall() {
  domain::WishContent content;
  content.categories = {
      {.id = domain::WishCategoryId("lighting"), .icon = "lightbulb", .name = {"楼道照明", "Lights"}},
      {.id = domain::WishCategoryId("leak"), .icon = "water", .name = {"漏水", "Leaks"}, .is_danger = true},
      {.id = domain::WishCategoryId("elders"), .icon = "heart", .name = {"助老", "Elders"}}};
  content.grids = {{.id = domain::PlaceId("grid-1"),
                    .name = {"第一网格", "Grid 1"},
                    .buildings = {{domain::PlaceId("b3"), {"3号楼", "Building 3"}}}}};
  content.phrases = {"灯不亮"};
  content.units = {{.id = domain::UnitId("property"),
                    .name = {"红色物业", "Property"},
                    .matters = {domain::Matter::private_matter, domain::Matter::small},
                    .level = domain::Level::community},
                   {.id = domain::UnitId("alliance"),
                    .name = {"共建单位", "Alliance"},
                    .matters = {domain::Matter::small, domain::Matter::big},
                    .level = domain::Level::street}};
  content.reasons = {{domain::WishReasonId("not-done"), {"没解决", "Not done"}}};
  return content;
}

WishDesk::WishDesk() {
  publish("taiping", wish_wall());
  kiosk = hub.enrolled();
}

void WishDesk::publish(const std::string& station, const domain::WishContent& content) {
  const auto row = hub::store::find_station(hub.hub().database(), station);
  REQUIRE((row && *row));
  const auto done = hub::publish(
      hub.hub(), {.station_json = (*row)->content, .wishes_json = domain::to_json(content), .files = {}});
  INFO((done ? std::string() : done.error().what));
  REQUIRE(done);
}

domain::WishSubmitted WishDesk::drafted(const TestKiosk& by, const std::string& station) {
  const auto blocks = hub::store::wish_blocks_of(hub.hub().database(), by.id());
  REQUIRE(blocks);
  const auto number = domain::wish_number_of(2026, *blocks, numbers_used_[by.id()]++);
  REQUIRE(number);
  return {.wish = domain::WishId(fresh_id()),
          .number = *number,
          .secret = "7K3M9PQ2XW4T",
          .station = domain::StationId(station),
          .kind = domain::WishKind::wish,
          .told = domain::WishTold::pinyin,
          .category = domain::WishCategoryId("lighting"),
          .place = domain::PlaceId("b3"),
          .words = 6,
          .photos = 0,
          .voice_s = 0,
          .contact = domain::WishContactKind::phone,
          .masked_contact = "138****1234",
          .subject = "ab12cd34",
          .is_urgent = false,
          .level = domain::Level::community,
          .at = hub.clock.now()};
}

void WishDesk::write(TestKiosk& by, const domain::WishEvent& event, const json& more) {
  json line = line_of(by, fresh_id(), event, hub.clock.now());
  line.update(more);
  by.raw(line.dump());
}

void WishDesk::write_sealed(TestKiosk& by, const domain::WishEvent& event, const json& fields,
                            const json& more) {
  json line = line_of(by, fresh_id(), event, hub.clock.now());
  line["seal"] = hub.sealed(line, "wish", fields);
  line.update(more);
  by.raw(line.dump());
}

void WishDesk::sync(TestKiosk& by) {
  std::size_t& sent = lines_sent_[by.id()];
  REQUIRE(by.size() > sent);
  REQUIRE(hub.send(by, sent + 1, by.size()).status == 200);
  sent = by.size();
  hub.apply();
}

domain::WishId WishDesk::submit(const std::string& words,
                                const std::function<void(domain::WishSubmitted&)>& change) {
  domain::WishSubmitted wish = drafted(*kiosk);
  if (change) change(wish);
  if (words.empty()) {
    write(*kiosk, wish);
  } else {
    write_sealed(*kiosk, wish, {{"words", words}, {"phone", "13800001234"}});
  }
  sync(*kiosk);
  return wish.wish;
}

const domain::Wish& WishDesk::wish(const domain::WishId& id, const std::string& station) {
  const auto book = hub.hub().books().wishes().find(station);
  REQUIRE(book);
  const domain::Wish* found = (*book)->find(id);
  REQUIRE(found != nullptr);
  return *found;
}

void WishDesk::add_staff(const std::string& name, const std::string& role, const std::string& station,
                         const std::string& unit) {
  const auto hash = hub::hash_password(Sensitive<std::string>(staff_password));
  const auto added = hub::run_admin_job(hub.hub(), {{"do", "user.add"},
                                                    {"name", name},
                                                    {"role", role},
                                                    {"station", station},
                                                    {"unit", unit},
                                                    {"password_hash", *hash}});
  INFO((added ? std::string() : added.error().what));
  REQUIRE(added);
}

std::string WishDesk::cookie(const std::string& who) {
  std::string& known = cookies_[who];
  if (!known.empty()) return known;
  const bool is_unit = who == "property" || who == "alliance";
  add_staff(who, is_unit ? "unit" : who, who == "admin" ? "" : "taiping", is_unit ? who : "");
  known = hub.login(who);
  REQUIRE_FALSE(known.empty());
  return known;
}

hub::Reply WishDesk::get(const std::string& who, const std::string& target) {
  return hub.get_reply(hub.staff_request("GET", console + target, cookie(who)));
}

hub::Reply WishDesk::post(const std::string& who, const std::string& target, const json& body) {
  return hub.get_reply(hub.staff_request("POST", console + target, cookie(who), body));
}

void WishDesk::act(const std::string& who, const domain::WishId& id, const std::string& verb,
                   const json& body) {
  const auto reply = post(who, "wishes/" + id.value + "/" + verb, body);
  INFO(verb << ": " << reply.body);
  REQUIRE(reply.status == 200);
}

void WishDesk::put_in_work(const domain::WishId& id) {
  act("dispatcher", id, "triage", {{"matter", "small"}});
  act("dispatcher", id, "dispatch", {{"unit", "property"}});
  act("property", id, "accept");
}

void WishDesk::resolve(const domain::WishId& id) {
  put_in_work(id);
  act("property", id, "resolve", {{"note", "换了灯泡"}});
}

std::vector<std::string> WishDesk::letters() {
  const auto all = hub::store::dead_letters(hub.hub().database());
  REQUIRE(all);
  std::vector<std::string> codes;
  for (const auto& letter : *all) codes.push_back(letter.code);
  return codes;
}

}  // namespace yz::test
