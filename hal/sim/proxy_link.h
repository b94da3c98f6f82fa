// One client of the fault proxy and its connection to the hub. HTTP is followed message by message, so that a
// fault meets whole requests; anything else (TLS) passes as it is.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <random>
#include <string>

#include "hal/sim/http_framer.h"
#include "hal/sim/pipe.h"
#include "hal/sim/stream.h"

namespace yz::sim {

/// What the network does now; shared by all links.
struct Weather {
  LineQuality line{};
  bool is_black_hole{};
  int status{};  // not 0: every request is answered so
  bool is_portal{};
  int drop_answers_percent{}, repeat_requests_percent{}, reset_percent{};
};

class ProxyLink {
 public:
  /// `ended` is told once; the link may be deleted by Loop::later then.
  ProxyLink(Loop& loop, int client_fd, std::string hub, const Weather& weather, std::mt19937_64& dice,
            std::function<void()> ended);
  ProxyLink(const ProxyLink&) = delete;
  ProxyLink& operator=(const ProxyLink&) = delete;

  void reset();
  void kick();

 private:
  enum class Verdict { pass, drop_answer, repeat, reset_at_answer, answer_here };
  struct Exchange {
    Verdict verdict{};
    bool is_head{};
    std::string copy;
  };

  void from_client(std::string_view bytes);
  void from_hub(std::string_view bytes);
  void request_bytes(std::string_view bytes);
  [[nodiscard]] bool begin_exchange();
  void end_request();
  void answer_here();
  void answer_end();
  void to_hub(std::string_view bytes);
  void repeat(const std::string& request);
  void press_back();
  void hub_ended();
  void end();
  [[nodiscard]] bool comes_up(int percent) { return static_cast<int>(dice_() % 100U) < percent; }

  Loop& loop_;
  std::string hub_address_;
  const Weather& weather_;
  std::mt19937_64& dice_;
  std::function<void()> ended_;
  Stream client_;
  std::unique_ptr<Stream> hub_;
  std::shared_ptr<Stream> repeated_;
  Pipe up_;
  Pipe down_;
  HttpFramer requests_{HttpFramer::Kind::request};
  HttpFramer answers_{HttpFramer::Kind::response};
  std::string held_;  // a request's head until its verdict is out
  std::deque<Exchange> exchanges_;
  bool is_in_head_{true};
  bool is_known_{};
  bool is_raw_{};
  bool is_swallowed_{};
  bool is_over_{};
};

}  // namespace yz::sim
