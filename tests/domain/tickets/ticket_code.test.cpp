#include "tests/domain/fixture.h"

using namespace yz::test;

TEST_CASE("ticket code: what is made is read back", "[domain]") {
  Desk desk;
  const Ticket& ticket = desk.ticket(desk.take());
  const std::string code = make_ticket_code(ticket);
  CHECK(code == "YZ1T.20261123.A001.7K3M9PQ2XW4T");
  const TicketCode expected{.day = monday, .label = "A001", .secret = "7K3M9PQ2XW4T"};
  CHECK(parse_ticket_code(code) == expected);
  CHECK(parse_ticket_code("http://127.0.0.1:8080/q/" + code) == expected);
  CHECK(parse_ticket_code("https://station.example/some/q/" + code) == expected);
  CHECK(parse_ticket_code("YZ1T.20261123.A2-012.7K3M9PQ2XW4T")->label == "A2-012");
}

TEST_CASE("ticket code: nothing else is one", "[domain]") {
  for (const char* text : {"", "YZ1T", "YZ1T.20261123.A001.7K3M9PQ2XW4", "YZ1T.20261123.A001.7K3M9PQ2XW4TT",
                           "YZ1T.20260230.A001.7K3M9PQ2XW4T", "YZ1T.20261123.a001.7K3M9PQ2XW4T",
                           "YZ1T.20261123.A000.7K3M9PQ2XW4T", "YZ1T.20261123.A0-012.7K3M9PQ2XW4T",
                           "YZ1T.20261123.A001.7K3M9PQ2XW4I", "YZ1T.20261123.A001.7K3M9PQ2XW4T ",
                           " YZ1T.20261123.A001.7K3M9PQ2XW4T", "YZ2T.20261123.A001.7K3M9PQ2XW4T",
                           "YZ1T.20261123.A001.7K3M9PQ2XW4T.x", "ftp://x/q/YZ1T.20261123.A001.7K3M9PQ2XW4T",
                           "http://x/YZ1T.20261123.A001.7K3M9PQ2XW4T", "YZ1T.20261123.A001.7K3M9PQ2XW4T\n",
                           "YZ1T.2026112３.A001.7K3M9PQ2XW4T"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_ticket_code(text));
  }
  CHECK_FALSE(parse_ticket_code("http://" + std::string(200, 'a') + "/q/YZ1T.20261123.A001.7K3M9PQ2XW4T"));
}
