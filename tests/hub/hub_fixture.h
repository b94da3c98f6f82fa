// A hub in a folder of its own with one station and its content, a kiosk that signs and chains as the real
// one does, and staff. Requests go to dispatch() itself: no sockets, no other threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "hub/api/dispatch.h"
#include "hub/api/exchange.h"
#include "hub/apply.h"
#include "hub/hub.h"
#include "hub/store/times.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

inline constexpr const char* staff_password = "correct horse";

class TestKiosk {
 public:
  TestKiosk(std::string device, const std::filesystem::path& key_file);

  [[nodiscard]] const std::string& id() const { return device_; }
  [[nodiscard]] std::string public_key() const { return key_.public_hex(); }
  [[nodiscard]] std::string sign(const std::string& message) const { return key_.sign(message); }

  /// The next line of a stream; seq and envelope are right, the body as given.
  std::string line(const std::string& type, const std::string& body, int version = 1);
  /// Some other line that stands at the next place of the stream as it is.
  std::string raw(std::string bytes);
  /// Lines `first` … `last` (from 1), as a batch.
  [[nodiscard]] std::string body(std::size_t first, std::size_t last) const;
  [[nodiscard]] std::string head(std::size_t last) const;
  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] const std::string& epoch() const { return epoch_; }
  void new_epoch();
  [[nodiscard]] std::string fresh_id();

 private:
  std::string device_;
  hub::SigningKey key_;
  std::string epoch_;
  std::vector<std::string> lines_;
  FakeClock ids_;
};

class TestHub {
 public:
  TestHub();

  [[nodiscard]] hub::Hub& hub() { return *hub_; }
  FakeClock clock;
  /// Ends it and opens its folder again, as a restart does.
  void restart();
  [[nodiscard]] std::filesystem::path folder() const { return folder_.path() / "data"; }

  [[nodiscard]] hub::Outcome ask(hub::Request request);
  /// For requests that are answered at once; a password's hashing is done in between.
  [[nodiscard]] hub::Reply get_reply(hub::Request request);
  [[nodiscard]] hub::Request signed_request(const TestKiosk& kiosk, const std::string& method,
                                            const std::string& target, const std::string& body = "");
  [[nodiscard]] hub::Reply send(const TestKiosk& kiosk, std::size_t first, std::size_t last,
                                const std::string& stream = "live");
  /// A kiosk enrolled and live.
  [[nodiscard]] std::unique_ptr<TestKiosk> enrolled(const std::string& station = "taiping");
  [[nodiscard]] std::string make_code(const std::string& station, bool is_auto_confirmed = true);
  [[nodiscard]] hub::Reply enrol(const TestKiosk& kiosk, const std::string& code);
  /// Applies all that waits.
  void apply();
  /// The feed's lines as this kiosk reads them.
  [[nodiscard]] std::vector<nlohmann::json> feed(const TestKiosk& reader);
  /// As of events of that kind.
  [[nodiscard]] std::vector<nlohmann::json> feed_of(const TestKiosk& reader, const std::string& type);

  /// The "seal" of that line, as a kiosk makes it.
  [[nodiscard]] nlohmann::json sealed(const nlohmann::json& line, const std::string& purpose,
                                      const nlohmann::json& fields);

  void add_station(const std::string& id);
  void add_user(const std::string& name, const std::string& role, const std::string& station);
  /// The cookie of a fresh session.
  [[nodiscard]] std::string login(const std::string& name, const std::string& password = staff_password);
  [[nodiscard]] hub::Request staff_request(const std::string& method, const std::string& target,
                                           const std::string& cookie,
                                           const nlohmann::json& body = nlohmann::json::object());
  [[nodiscard]] std::size_t rows(const char* sql);

 private:
  TempDir folder_;
  std::unique_ptr<hub::Hub> hub_;
};

[[nodiscard]] nlohmann::json json_of(const hub::Reply& reply);
/// The next line of the kiosk's live stream, as far as it is the same for every event.
template <class Event>
[[nodiscard]] nlohmann::json line_of(const TestKiosk& by, const std::string& id, const Event& event,
                                     Instant now) {
  const domain::EventKind kind = kind_of(event);
  return {{"v", 1},
          {"dev", by.id()},
          {"ep", by.epoch()},
          {"st", "live"},
          {"seq", by.size() + 1},
          {"id", id},
          {"op", id},
          {"type", kind.type},
          {"tv", kind.version},
          {"wall", hub::store::to_ms(now)},
          {"mono", 1},
          {"boot", "b"},
          {"seen", 0},
          {"who", "resident"},
          {"body", nlohmann::json::parse(to_json(event))}};
}
/// A body of ticket.issued for today's number.
[[nodiscard]] std::string issued_body(const std::string& ticket, int number,
                                      const std::string& service = "social");
[[nodiscard]] std::string called_body(const std::string& ticket, const std::string& counter = "1");

}  // namespace yz::test
