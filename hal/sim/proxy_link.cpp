#include "hal/sim/proxy_link.h"

#include <algorithm>
#include <utility>

#include "hal/sim/net.h"

namespace yz::sim {

namespace {

constexpr std::size_t waiting_bytes_max = 1U << 20U;
constexpr std::size_t read_bytes = 16'384;
constexpr std::size_t copy_bytes_max = 32U << 20U;
constexpr std::string_view portal_page =
    "<!doctype html><html><head><title>Login</title></head><body><h1>Please log in to this "
    "network</h1></body></html>\n";

std::string whole_answer(int status, std::string_view type, std::string_view body) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Answered by the network\r\nContent-Type: " + std::string(type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace

ProxyLink::ProxyLink(Loop& loop, int client_fd, std::string hub, const Weather& weather,
                     std::mt19937_64& dice, std::function<void()> ended)
    : loop_(loop),
      hub_address_(std::move(hub)),
      weather_(weather),
      dice_(dice),
      ended_(std::move(ended)),
      client_(loop, client_fd, {[this](std::string_view bytes) { from_client(bytes); }, [this] { end(); }}),
      up_(loop, weather.line,
          [this](std::string_view bytes) {
            if (hub_) hub_->send(bytes);
            press_back();
          }),
      down_(loop, weather.line, [this](std::string_view bytes) {
        client_.send(bytes);
        press_back();
      }) {}

void ProxyLink::reset() {
  if (is_over_) return;
  client_.reset();
  if (hub_) hub_->reset();
  end();
}

void ProxyLink::kick() {
  up_.kick();
  down_.kick();
}

void ProxyLink::end() {
  if (std::exchange(is_over_, true)) return;
  client_.close();
  if (hub_) hub_->close();
  if (repeated_) repeated_->close();
  ended_();
}

// What piles up on the way out stops reading at the way in.
void ProxyLink::press_back() {
  const bool up_full = up_.waiting() > waiting_bytes_max || (hub_ && hub_->unsent() > waiting_bytes_max);
  const bool down_full = down_.waiting() > waiting_bytes_max || client_.unsent() > waiting_bytes_max;
  client_.read_at_most(up_full ? 0 : read_bytes);
  if (hub_) hub_->read_at_most(down_full ? 0 : read_bytes);
}

void ProxyLink::from_client(std::string_view bytes) {
  if (weather_.is_black_hole || is_swallowed_) {
    is_swallowed_ = true;  // with bytes missing nothing sensible can follow
    return;
  }
  if (!std::exchange(is_known_, true)) is_raw_ = !looks_like_http(bytes);
  if (is_raw_) {
    const bool is_answered = weather_.status != 0 || weather_.is_portal;
    if (is_answered || comes_up(weather_.reset_percent)) return reset();
    to_hub(bytes);
  } else {
    request_bytes(bytes);
  }
  press_back();
}

void ProxyLink::request_bytes(std::string_view bytes) {
  while (!is_over_) {
    std::size_t taken = 0;
    const auto event = requests_.next(bytes, taken);
    const std::string_view part = bytes.substr(0, taken);
    bytes.remove_prefix(taken);
    if (event == HttpFramer::Event::broken) return reset();
    if (is_in_head_) {
      held_ += part;
    } else if (!exchanges_.empty() && exchanges_.back().verdict != Verdict::answer_here) {
      if (exchanges_.back().verdict == Verdict::repeat) exchanges_.back().copy += part;
      to_hub(part);
    }
    if (event == HttpFramer::Event::head && !begin_exchange()) return;
    if (event == HttpFramer::Event::end) end_request();
    if (event == HttpFramer::Event::none && bytes.empty()) return;
  }
}

bool ProxyLink::begin_exchange() {
  is_in_head_ = false;
  Exchange exchange;
  exchange.is_head = requests_.first_line().rfind("HEAD ", 0) == 0;
  if (weather_.status != 0 || weather_.is_portal) {
    exchange.verdict = Verdict::answer_here;
  } else if (comes_up(weather_.reset_percent)) {
    if (comes_up(50)) {
      reset();
      return false;
    }
    exchange.verdict = Verdict::reset_at_answer;
  } else if (comes_up(weather_.drop_answers_percent)) {
    exchange.verdict = Verdict::drop_answer;
  } else if (comes_up(weather_.repeat_requests_percent)) {
    exchange.verdict = Verdict::repeat;
    exchange.copy = held_;
  }
  const bool goes_on = exchange.verdict != Verdict::answer_here;
  exchanges_.push_back(std::move(exchange));
  const std::string head = std::exchange(held_, {});
  if (goes_on) to_hub(head);
  return true;
}

void ProxyLink::end_request() {
  is_in_head_ = true;
  if (!exchanges_.empty() && exchanges_.back().verdict == Verdict::answer_here) answer_here();
}

void ProxyLink::answer_here() {
  const bool is_head = exchanges_.back().is_head;
  exchanges_.pop_back();
  const std::string answer = weather_.is_portal || weather_.status == 0
                                 ? whole_answer(200, "text/html", portal_page)
                                 : whole_answer(weather_.status, "text/plain", "");
  down_.push(is_head ? answer.substr(0, answer.find("\r\n\r\n") + 4) : answer);
}

void ProxyLink::to_hub(std::string_view bytes) {
  if (!hub_) {
    const auto fd = connect_to(hub_address_);
    if (!fd) return reset();
    hub_ = std::make_unique<Stream>(
        loop_, *fd, StreamEvents{[this](std::string_view part) { from_hub(part); }, [this] { hub_ended(); }});
  }
  up_.push(bytes);
}

void ProxyLink::from_hub(std::string_view bytes) {
  if (weather_.is_black_hole || is_swallowed_) {
    is_swallowed_ = true;
    return;
  }
  while (!is_over_) {
    if (is_raw_ || exchanges_.empty()) {
      down_.push(bytes);
      break;
    }
    const Exchange& exchange = exchanges_.front();
    if (exchange.verdict == Verdict::reset_at_answer) return reset();
    if (exchange.is_head) answers_.expect_no_body();
    std::size_t taken = 0;
    const auto event = answers_.next(bytes, taken);
    if (event == HttpFramer::Event::broken) return reset();
    if (exchange.verdict != Verdict::drop_answer) down_.push(bytes.substr(0, taken));
    bytes.remove_prefix(taken);
    if (event == HttpFramer::Event::end && !answers_.is_interim()) answer_end();
    if (event == HttpFramer::Event::none && bytes.empty()) break;
    if (event == HttpFramer::Event::end && bytes.empty()) break;
  }
  if (!is_over_) press_back();
}

void ProxyLink::answer_end() {
  const Exchange exchange = std::move(exchanges_.front());
  exchanges_.pop_front();
  if (exchange.verdict == Verdict::drop_answer) return reset();
  if (exchange.verdict == Verdict::repeat && exchange.copy.size() <= copy_bytes_max) repeat(exchange.copy);
}

// The hub gets the same bytes once more; nobody waits for what it says to them.
void ProxyLink::repeat(const std::string& request) {
  const auto fd = connect_to(hub_address_);
  if (!fd) return;
  if (repeated_) loop_.later([gone = repeated_] { gone->close(); });
  repeated_ = std::make_shared<Stream>(loop_, *fd, StreamEvents{});
  repeated_->send(request);
}

void ProxyLink::hub_ended() {
  if (!exchanges_.empty() && exchanges_.front().verdict == Verdict::drop_answer) return reset();
  if (is_swallowed_) return;
  down_.when_empty([this] {
    client_.close_when_drained();
    if (!client_.is_open()) end();
  });
}

}  // namespace yz::sim
