#include "kiosk/app/slips.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/kiosk/app/station_books.h"

using namespace yz::kiosk;
using namespace std::chrono_literals;
namespace domain = yz::domain;
namespace hal = yz::hal;

namespace {

TicketView ticket() {
  TicketView view;
  view.id = domain::TicketId("01J");
  view.service = domain::ServiceId("social");
  view.service_name = {"社保医保", "Social"};
  view.day = std::chrono::year{2026} / 11 / 23;
  view.label = "A012";
  view.qr = "http://127.0.0.1/q/YZ1T.20261123.A012.7K3M9PQ2XW4T";
  view.counters = {domain::CounterId("2"), domain::CounterId("3")};
  view.estimate = {3, domain::Minutes{10}, domain::Minutes{15}};
  return view;
}
const domain::StationTime taken{std::chrono::year{2026} / 11 / 23, domain::Minutes{9 * 60 + 5}};

hal::Slip slip(Copy copy = Copy::original) {
  return ticket_slip(test::small_station(), ticket(), taken, test::small_texts(), copy);
}
const hal::SlipText* find(const hal::Slip& slip, const std::string& text) {
  for (const auto& block : slip.blocks) {
    const auto* one = std::get_if<hal::SlipText>(&block);
    if (one != nullptr && one->text == text) return one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("slips: the label is the largest thing on the paper", "[kiosk]") {
  const auto paper = slip();
  const auto* label = find(paper, "A012");
  REQUIRE(label != nullptr);
  for (const auto& block : paper.blocks) {
    const auto* text = std::get_if<hal::SlipText>(&block);
    if (text != nullptr && text != label) CHECK(text->scale < label->scale);
  }
}

TEST_CASE("slips: a ticket says where, how long, what to bring and when it was taken", "[kiosk]") {
  const auto paper = slip();
  CHECK(find(paper, "幸福社区驿站") != nullptr);
  CHECK(find(paper, "社保医保") != nullptr);
  CHECK(find(paper, "前面3人，约10–15分钟") != nullptr);
  CHECK(find(paper, "请到2、3号窗口") != nullptr);
  CHECK(find(paper, "请带：身份证") != nullptr);
  CHECK(find(paper, "2026-11-23 9:05") != nullptr);
  CHECK(find(paper, "补打") == nullptr);
  CHECK(std::ranges::count_if(paper.blocks, [](const auto& block) {
          const auto* qr = std::get_if<hal::SlipQr>(&block);
          return qr != nullptr && qr->data == ticket().qr;
        }) == 1);
}

TEST_CASE("slips: a copy says so and promises no waiting time", "[kiosk]") {
  const auto paper = slip(Copy::again);
  CHECK(find(paper, "补打") != nullptr);
  CHECK(find(paper, "A012") != nullptr);
  CHECK(find(paper, "前面3人，约10–15分钟") == nullptr);
}

TEST_CASE("slips: whoever is next is told so, and priority stands on the paper", "[kiosk]") {
  TicketView view = ticket();
  view.estimate = {};
  view.priority = domain::Priority::age;
  const auto paper = ticket_slip(test::small_station(), view, taken, test::small_texts(), Copy::original);
  CHECK(find(paper, "前面没有人") != nullptr);
  CHECK(find(paper, "优先") != nullptr);
}

TEST_CASE("slips: a lesson's card has its name and each of its lines in large type", "[kiosk]") {
  yz::practice::Lesson lesson;
  lesson.title = {"先试一试", "Try it first"};
  lesson.card = {{"轻轻点一下。", "Touch lightly."}, {"点错了，点返回。", "Wrong? Touch Back."}};
  const auto paper = lesson_slip(test::small_station(), lesson, test::small_texts());
  const auto* title = find(paper, "先试一试");
  REQUIRE(title != nullptr);
  for (const auto& line : lesson.card) {
    const auto* shown = find(paper, line.zh);
    REQUIRE(shown != nullptr);
    CHECK(shown->scale == 2);
    CHECK(shown->scale < title->scale);
  }
}
