#include "hub/feed_line.h"

#include <nlohmann/json.hpp>

#include "hub/store/times.h"

namespace yz::hub {

std::string feed_line(const FeedEvent& event) {
  return R"("kind":"event","event":)" +
         nlohmann::json{{"id", event.id},
                        {"type", event.kind.type},
                        {"tv", event.kind.version},
                        {"at", store::to_ms(event.at)},
                        {"who", event.who},
                        {"src", event.source},
                        {"body", nlohmann::json::parse(event.body_json, nullptr, false)}}
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace yz::hub
