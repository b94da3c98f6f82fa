#include "kiosk/app/device_desk.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz;
using namespace yz::kiosk;

namespace {

hal::DeviceChanged scanner(const char* id, hal::DeviceState state) {
  hal::DeviceStatus status;
  status.state = state;
  return {hal::DeviceId{id}, hal::DeviceClass::scanner, status};
}

}  // namespace

TEST_CASE("device desk: devices stay in the order in which they were told of first", "[kiosk]") {
  DeviceDesk desk({});
  desk.take(scanner("on the left", hal::DeviceState::starting));
  desk.take(scanner("in the middle", hal::DeviceState::starting));
  desk.take(scanner("on the left", hal::DeviceState::ready));
  REQUIRE(desk.all().size() == 2);
  CHECK(desk.all()[0].id.value == "on the left");
  CHECK(desk.first(hal::DeviceClass::scanner) == desk.all().data());
  CHECK(desk.first(hal::DeviceClass::camera) == nullptr);
}

TEST_CASE("device desk: of two of a class one that works is enough", "[kiosk]") {
  DeviceDesk desk({});
  CHECK_FALSE(desk.is_usable(hal::DeviceClass::scanner));
  desk.take(scanner("on the left", hal::DeviceState::absent));
  CHECK_FALSE(desk.is_usable(hal::DeviceClass::scanner));
  desk.take(scanner("on the right", hal::DeviceState::busy));
  CHECK(desk.is_usable(hal::DeviceClass::scanner));
  CHECK_FALSE(desk.is_usable(hal::DeviceClass::camera));
}

TEST_CASE("identity desk: a card that is only a number counts where it is accepted, and nowhere else",
          "[kiosk]") {
  Session session{AccessSettings{}};
  DeviceActions actions;
  actions.arm = [](hal::DeviceClass) {};
  actions.disarm = [](hal::DeviceClass) {};
  IdentityDesk desk(actions, session, [] { return domain::Day{}; });
  const auto volunteer = [] {
    hal::SmartCardRead read{hal::DeviceId{"cards"}, {}};
    read.card.kind = hal::SmartCardKind::uid;
    read.card.uid = Sensitive<std::string>("04A1B2C3D4");
    return read;
  };
  desk.arm();
  desk.take(volunteer());
  CHECK_FALSE(session.card_number);
  CHECK(desk.trouble() == hal::CardProblem::unsupported);
  desk.arm(IdentityDesk::Accepts::any_card);
  desk.take(volunteer());
  REQUIRE(session.card_number);
  CHECK(session.card_number->reveal() == "04A1B2C3D4");
  CHECK_FALSE(session.person);
  session.wipe();
  CHECK_FALSE(session.card_number);
}
