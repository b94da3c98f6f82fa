// A hub whose station has a wish wall, kiosks that submit, rate, support and claim as the real ones do, and
// staff: a dispatcher, two units, an admin.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/wishes/wishes.h"
#include "tests/hub/hub_fixture.h"

namespace yz::test {

/// The demo rules, three categories, one grid, a unit for small and private matters and one for big ones.
[[nodiscard]] domain::WishContent wish_wall();

class WishDesk {
 public:
  WishDesk();

  TestHub hub;
  std::unique_ptr<TestKiosk> kiosk;

  /// Publishes wish content for a station.
  void publish(const std::string& station, const domain::WishContent& content);

  /// A wish with the kiosk's next number, not yet written.
  [[nodiscard]] domain::WishSubmitted drafted(const TestKiosk& by, const std::string& station = "taiping");
  /// Writes an event into the kiosk's journal. `more` joins the line: "seal", "att", "clk", "wall".
  void write(TestKiosk& by, const domain::WishEvent& event,
             const nlohmann::json& more = nlohmann::json::object());
  /// A line whose box holds these fields, sealed as a kiosk does.
  void write_sealed(TestKiosk& by, const domain::WishEvent& event, const nlohmann::json& fields,
                    const nlohmann::json& more = nlohmann::json::object());
  /// Sends what is new of the kiosk's lines, and applies it.
  void sync(TestKiosk& by);
  /// Submits, sends, applies. With words, these go sealed.
  [[nodiscard]] domain::WishId submit(const std::string& words = "",
                                      const std::function<void(domain::WishSubmitted&)>& change = {});
  [[nodiscard]] const domain::Wish& wish(const domain::WishId& id, const std::string& station = "taiping");

  /// Who is logged in: "dispatcher", "property", "alliance" (units), "admin", "counter". Made when first
  /// asked for.
  [[nodiscard]] std::string cookie(const std::string& who);
  void add_staff(const std::string& name, const std::string& role, const std::string& station,
                 const std::string& unit);
  [[nodiscard]] hub::Reply get(const std::string& who, const std::string& target);
  [[nodiscard]] hub::Reply post(const std::string& who, const std::string& target,
                                const nlohmann::json& body = nlohmann::json::object());
  /// POST …/wishes/{id}/{verb}, which must go well.
  void act(const std::string& who, const domain::WishId& id, const std::string& verb,
           const nlohmann::json& body = nlohmann::json::object());
  /// Triaged, dispatched and accepted by the unit of small matters.
  void put_in_work(const domain::WishId& id);
  void resolve(const domain::WishId& id);

  [[nodiscard]] std::vector<std::string> letters();

 private:
  std::string fresh_id() { return hub::new_ulid(hub.clock); }

  std::map<std::string, int> numbers_used_;        // by kiosk
  std::map<std::string, std::size_t> lines_sent_;  // by kiosk
  std::map<std::string, std::string> cookies_;
};

}  // namespace yz::test
