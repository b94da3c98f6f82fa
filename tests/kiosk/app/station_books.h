// A small station for tests of the kiosk: two services, three counters, always open unless a test says
// otherwise.
#pragma once

#include <memory>

#include "domain/content/station.h"
#include "kiosk/app/texts.h"

namespace yz::kiosk::test {

inline domain::Station small_station() {
  domain::Station station;
  station.id = domain::StationId("taiping");
  station.name = {"幸福社区驿站", "Xingfu station"};
  station.utc_offset = domain::Minutes{480};
  domain::Hours always;
  for (auto& day : always.weekly) day = {{domain::Minutes{0}, domain::Minutes{24 * 60}}};
  const auto service = [&](const char* id, char letter, const char* name, int quota) {
    domain::Service one;
    one.id = domain::ServiceId(id);
    one.letter = letter;
    one.name = {name, id};
    one.bring = {"身份证", "ID card"};
    one.hours = always;
    one.quota_per_day = quota;
    one.counters = {domain::CounterId("2"), domain::CounterId("3")};
    one.mean_service = Milliseconds{300'000};
    one.has_priority = true;
    return one;
  };
  station.services = {service("social", 'A', "社保医保", 300), service("civil", 'B', "民政", 2)};
  for (const char* id : {"1", "2", "3"}) station.counters.push_back({domain::CounterId(id), {id, id}});
  return station;
}

inline Texts small_texts() {
  return Texts(
      std::make_shared<const TextTables>(TextTables{{{"slip.copy", "补打"},
                                                     {"slip.priority", "优先"},
                                                     {"slip.ahead", "前面{people}人，约{from}–{to}分钟"},
                                                     {"slip.next", "前面没有人"},
                                                     {"slip.counters", "请到{counters}号窗口"},
                                                     {"slip.counter_join", "、"},
                                                     {"slip.qr", "手机扫这个码，看排队"},
                                                     {"slip.bring", "请带：{bring}"},
                                                     {"slip.taken", "{day} {time}"},
                                                     {"slip.keep", "过号请告诉窗口"}},
                                                    {}}));
}

}  // namespace yz::kiosk::test
