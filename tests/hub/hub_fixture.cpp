#include "tests/hub/hub_fixture.h"

#include <fmt/format.h>
#include <sodium.h>

#include <catch2/catch_test_macros.hpp>

#include "hub/commands/admin_channel.h"
#include "hub/publish.h"

namespace yz::test {

namespace {

using nlohmann::json;

constexpr std::int64_t noon_ms = 1'795'430'400'000;

}  // namespace

TestKiosk::TestKiosk(std::string device, const std::filesystem::path& key_file)
    : device_(std::move(device)), key_(*hub::SigningKey::load_or_make(key_file)) {
  new_epoch();
}

std::string TestKiosk::fresh_id() {
  return hub::new_ulid(ids_);
}

void TestKiosk::new_epoch() {
  epoch_ = fresh_id();
  lines_.clear();
}

std::string TestKiosk::line(const std::string& type, const std::string& body, int version) {
  std::string id = fresh_id();
  lines_.push_back(fmt::format(
      R"({{"v":1,"dev":"{}","ep":"{}","st":"live","seq":{},"id":"{}","op":"{}","type":"{}","tv":{},)"
      R"("wall":{},"mono":1,"boot":"b","seen":0,"who":"resident","body":{}}})",
      device_, epoch_, lines_.size() + 1, id, id, type, version, noon_ms, body));
  return id;
}

std::string TestKiosk::raw(std::string bytes) {
  lines_.push_back(std::move(bytes));
  return lines_.back();
}

std::string TestKiosk::body(std::size_t first, std::size_t last) const {
  std::string all;
  for (std::size_t i = first; i <= last; ++i) all += lines_[i - 1] + "\n";
  return all;
}

std::string TestKiosk::head(std::size_t last) const {
  hub::Hash head{};
  for (std::size_t i = 0; i < last; ++i) head = hub::chain_next(head, lines_[i]);
  return hub::to_hex(head);
}

TestHub::TestHub() {
  restart();
  add_station("taiping");
}

nlohmann::json TestHub::sealed(const json& line, const std::string& purpose, const json& fields) {
  const std::string inside = json{{"dev", line["dev"]}, {"ep", line["ep"]},     {"op", line["op"]},
                                  {"purpose", purpose}, {"type", line["type"]}, {"fields", fields}}
                                 .dump();
  const auto key = hub::hash_from_hex(hub_->seal_key().public_hex());
  REQUIRE(key);
  std::string box(inside.size() + crypto_box_SEALBYTES, '\0');
  REQUIRE(crypto_box_seal(reinterpret_cast<unsigned char*>(box.data()),
                          reinterpret_cast<const unsigned char*>(inside.data()), inside.size(),
                          key->data()) == 0);
  return {{"k", "seal-1"}, {"c", hub::to_base64(box)}};
}

void TestHub::restart() {
  hub_.reset();
  auto opened = hub::Hub::open(folder(), clock);
  REQUIRE(opened);
  hub_ = *std::move(opened);
}

std::vector<nlohmann::json> TestHub::feed(const TestKiosk& reader) {
  std::vector<nlohmann::json> lines;
  const auto reply = get_reply(signed_request(reader, "GET", "/feed?since=0&wait=0"));
  REQUIRE(reply.status == 200);
  for (std::size_t at = 0; at < reply.body.size();) {
    const std::size_t end = reply.body.find('\n', at);
    lines.push_back(nlohmann::json::parse(reply.body.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

std::vector<nlohmann::json> TestHub::feed_of(const TestKiosk& reader, const std::string& type) {
  std::vector<nlohmann::json> events;
  for (const nlohmann::json& line : feed(reader)) {
    if (line.at("kind") == "event" && line.at("event").at("type") == type) events.push_back(line.at("event"));
  }
  return events;
}

void TestHub::add_station(const std::string& id) {
  REQUIRE(hub::run_admin_job(*hub_, {{"do", "station.add"}, {"id", id}, {"name", "Station " + id}}));
  auto source =
      *hub::read_whole(std::filesystem::path(YZ_SOURCE_DIR) / "assets/content/station.json", 1U << 20U);
  auto station = json::parse(source);
  station["id"] = id;
  REQUIRE(hub::publish(*hub_, {.station_json = station.dump(), .files = {}}));
}

hub::Outcome TestHub::ask(hub::Request request) {
  return hub::dispatch(*hub_, std::move(request));
}

hub::Reply TestHub::get_reply(hub::Request request) {
  hub::Outcome outcome = ask(std::move(request));
  if (auto* slow = std::get_if<hub::SlowPassword>(&outcome)) {
    Result<std::string> result = fail(Code::denied, "password");
    if (slow->work == hub::SlowPassword::Work::make) result = hub::hash_password(slow->password);
    if (slow->work == hub::SlowPassword::Work::check && hub::password_fits(slow->hash, slow->password)) {
      result = slow->hash;
    }
    return slow->then(*hub_, result);
  }
  REQUIRE(std::holds_alternative<hub::Reply>(outcome));
  return std::get<hub::Reply>(outcome);
}

hub::Request TestHub::signed_request(const TestKiosk& kiosk, const std::string& method,
                                     const std::string& target, const std::string& body) {
  const std::string path = "/api/device/v1" + target;
  const std::size_t mark = path.find('?');
  hub::Request request{.method = method, .path = path.substr(0, mark), .target = path};
  if (mark != std::string::npos) request.query = hub::read_query(path.substr(mark + 1));
  request.body = body;
  const std::string nonce = hub_->make_nonce();
  const std::string message = "yz-req-1\n" + method + "\n" + path + "\n" + hub::to_hex(hub::sha256(body)) +
                              "\n" + nonce + "\n" + hub_->id();
  request.headers = {{"yz-device", kiosk.id()}, {"yz-nonce", nonce}, {"yz-sig", kiosk.sign(message)}};
  return request;
}

hub::Reply TestHub::send(const TestKiosk& kiosk, std::size_t first, std::size_t last,
                         const std::string& stream) {
  auto request =
      signed_request(kiosk, "POST", fmt::format("/events/{}?ep={}&from={}", stream, kiosk.epoch(), first),
                     kiosk.body(first, last));
  request.headers["yz-head"] = kiosk.head(last);
  return get_reply(std::move(request));
}

std::string TestHub::make_code(const std::string& station, bool is_auto_confirmed) {
  const auto made = hub::run_admin_job(
      *hub_, {{"do", "kiosk.enrol"}, {"station", station}, {"auto_confirm", is_auto_confirmed}});
  REQUIRE(made);
  return made->at("code").get<std::string>();
}

hub::Reply TestHub::enrol(const TestKiosk& kiosk, const std::string& code) {
  const std::string nonce = hub_->make_nonce();
  const json body{{"code", code},
                  {"device", kiosk.id()},
                  {"public_key", kiosk.public_key()},
                  {"nonce", nonce},
                  {"sig", kiosk.sign("yz-enrol-1\n" + code + "\n" + kiosk.id() + "\n" + nonce)}};
  return get_reply({.method = "POST",
                    .path = "/api/device/v1/enrol",
                    .target = "/api/device/v1/enrol",
                    .body = body.dump(),
                    .address = "127.0.0.1"});
}

std::unique_ptr<TestKiosk> TestHub::enrolled(const std::string& station) {
  const std::string id = hub::new_ulid(clock);
  auto kiosk = std::make_unique<TestKiosk>(id, folder_.path() / (id + ".key"));
  REQUIRE(enrol(*kiosk, make_code(station)).status == 200);
  return kiosk;
}

void TestHub::apply() {
  hub::Applier applier(*hub_);
  for (auto done = applier.step();; done = applier.step()) {
    REQUIRE(done);
    if (*done == 0) return;
  }
}

void TestHub::add_user(const std::string& name, const std::string& role, const std::string& station) {
  const auto hash = hub::hash_password(Sensitive<std::string>(staff_password));
  REQUIRE(hub::run_admin_job(
      *hub_,
      {{"do", "user.add"}, {"name", name}, {"role", role}, {"station", station}, {"password_hash", *hash}}));
}

std::string TestHub::login(const std::string& name, const std::string& password) {
  const auto reply =
      get_reply(staff_request("POST", "/api/console/v1/login", "", {{"name", name}, {"password", password}}));
  for (const auto& [header, value] : reply.headers) {
    if (header != "Set-Cookie") continue;
    const std::size_t begin = value.find('=') + 1;
    return value.substr(begin, value.find(';') - begin);
  }
  return {};
}

hub::Request TestHub::staff_request(const std::string& method, const std::string& target,
                                    const std::string& cookie, const json& body) {
  const std::size_t mark = target.find('?');
  hub::Request request{.method = method, .path = target.substr(0, mark), .target = target};
  if (mark != std::string::npos) request.query = hub::read_query(target.substr(mark + 1));
  request.headers = {{"yz-console", "1"}, {"host", "hub.test"}, {"origin", "http://hub.test"}};
  if (!cookie.empty()) request.cookies = {{hub::session_cookie, cookie}};
  if (method != "GET") request.body = body.dump();
  request.address = "127.0.0.1";
  return request;
}

std::size_t TestHub::rows(const char* sql) {
  const auto count = hub_->database().number(sql);
  REQUIRE(count);
  return static_cast<std::size_t>(*count);
}

json json_of(const hub::Reply& reply) {
  return json::parse(reply.body, nullptr, false);
}

std::string issued_body(const std::string& ticket, int number, const std::string& service) {
  return json{{"ticket", ticket},
              {"service", service},
              {"day", "2026-11-23"},
              {"number", number},
              {"label", fmt::format("A{:03}", number)},
              {"secret", "7K3M9PQ2XW4T"},
              {"priority", "none"},
              {"at", noon_ms + number}}
      .dump();
}

std::string called_body(const std::string& ticket, const std::string& counter) {
  return json{{"ticket", ticket}, {"counter", counter}, {"at", noon_ms + 60'000}}.dump();
}

}  // namespace yz::test
