// The hub's work thread: it alone touches the Hub. Requests come in through a bounded queue, are answered by
// their responder, and between them the apply queue is worked off, parked feeds are answered and listeners
// are told. Passwords are hashed on a second thread, so that a login keeps nobody waiting. All public calls
// are thread-safe and return at once.
#pragma once

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "hub/api/exchange.h"
#include "hub/hub.h"

namespace yz::hub {

/// One stream of server-sent events; thread-safe.
class EventSink {
 public:
  EventSink() = default;
  virtual ~EventSink() = default;
  EventSink(const EventSink&) = delete;
  EventSink& operator=(const EventSink&) = delete;
  /// False when the listener is gone.
  virtual bool send(const std::string& text) = 0;
};

/// How one request is answered, once; thread-safe.
class Responder {
 public:
  Responder() = default;
  virtual ~Responder() = default;
  Responder(const Responder&) = delete;
  Responder& operator=(const Responder&) = delete;
  virtual void reply(Reply reply) = 0;
  virtual std::shared_ptr<EventSink> open_stream() = 0;
};

class Worker {
 public:
  static std::unique_ptr<Worker> start(std::unique_ptr<Hub> hub);
  virtual ~Worker() = default;  // ends both threads, within a second
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  virtual void submit(Request request, std::shared_ptr<Responder> responder) = 0;
  /// Runs on the work thread; for the admin socket. Waits for the answer.
  [[nodiscard]] virtual Result<nlohmann::json> call(std::function<Result<nlohmann::json>(Hub&)> job) = 0;

 protected:
  Worker() = default;
};

}  // namespace yz::hub
