#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "tests/hal/sim/sim_device.h"

namespace yz::test {

namespace {

const std::string request = "POST /v1/events HTTP/1.1\r\nHost: hub\r\nContent-Length: 5\r\n\r\nhello";
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

struct ProxyBench {
  Port hub;
  SimDevice proxy{"proxy", {"--listen", "127.0.0.1:0", "--to", hub.address(), "--seed", "5"}};
  [[nodiscard]] Wire call() const { return Wire::to(proxy.where()); }
};

}  // namespace

TEST_CASE("proxy: passes requests and answers unchanged over one kept connection", "[hal]") {
  ProxyBench bench;
  Wire client = bench.call();
  REQUIRE(client.send(request));
  Wire hub = bench.hub.accept();
  REQUIRE(hub.is_open());
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (const std::string& said : {answer, chunked, answer}) {
    CHECK(hub.receive(request.size()) == request);
    REQUIRE(hub.send(said));
    CHECK(client.receive(said.size()) == said);
    REQUIRE(client.send(request));
  }
}

TEST_CASE("proxy: carries what is not HTTP as it is", "[hal]") {
  ProxyBench bench;
  Wire client = bench.call();
  const std::string hello("\x16\x03\x01\x00\x05hello", 10);
  REQUIRE(client.send(hello));
  Wire hub = bench.hub.accept();
  CHECK(hub.receive(hello.size()) == hello);
  REQUIRE(hub.send("\x16\x03"));
  CHECK(client.receive(2) == "\x16\x03");
}

TEST_CASE("proxy: down refuses and hangs up, pass opens the same port again", "[hal]") {
  ProxyBench bench;
  Wire client = bench.call();
  REQUIRE(client.send(request));
  Wire hub = bench.hub.accept();
  CHECK(hub.receive(request.size()) == request);
  bench.proxy.tell("down");
  CHECK(client.hangs_up());
  CHECK(hub.hangs_up());
  CHECK_FALSE(bench.call().is_open());
  bench.proxy.tell("pass");
  CHECK(bench.call().is_open());
}

TEST_CASE("proxy: a black hole takes everything and gives nothing", "[hal]") {
  ProxyBench bench;
  bench.proxy.tell("black-hole");
  Wire client = bench.call();
  REQUIRE(client.send(request));
  CHECK(client.stays_silent(Milliseconds{150}));
  CHECK_FALSE(bench.hub.accept(Milliseconds{50}).is_open());
}

TEST_CASE("proxy: status and portal answer by themselves, request after request", "[hal]") {
  ProxyBench bench;
  bench.proxy.tell("status 503");
  Wire client = bench.call();
  for (int i = 0; i < 2; ++i) {
    REQUIRE(client.send(request));
    CHECK(client.receive_until("\r\n\r\n").rfind("HTTP/1.1 503 ", 0) == 0);
  }
  bench.proxy.tell("portal");
  REQUIRE(client.send(request));
  const std::string page = client.receive_until("</html>\n");
  CHECK(page.rfind("HTTP/1.1 200 ", 0) == 0);
  CHECK(page.find("text/html") != std::string::npos);
  CHECK_FALSE(bench.hub.accept(Milliseconds{50}).is_open());
}

TEST_CASE("proxy: a dropped answer means the hub heard it and the kiosk does not know", "[hal]") {
  ProxyBench bench;
  bench.proxy.tell("drop-answers 100");
  Wire client = bench.call();
  REQUIRE(client.send(request));
  Wire hub = bench.hub.accept();
  CHECK(hub.receive(request.size()) == request);
  REQUIRE(hub.send(answer));
  CHECK(client.receive(1).empty());
}

TEST_CASE("proxy: a repeated request reaches the hub twice and is answered once", "[hal]") {
  ProxyBench bench;
  bench.proxy.tell("repeat-requests 100");
  Wire client = bench.call();
  REQUIRE(client.send(request));
  Wire hub = bench.hub.accept();
  CHECK(hub.receive(request.size()) == request);
  REQUIRE(hub.send(answer));
  Wire again = bench.hub.accept();
  REQUIRE(again.is_open());
  CHECK(again.receive(request.size()) == request);
  REQUIRE(again.send(answer));
  CHECK(client.receive(answer.size()) == answer);
  CHECK(client.stays_silent(Milliseconds{100}));
}

TEST_CASE("proxy: every request is reset when that is asked for", "[hal]") {
  ProxyBench bench;
  bench.proxy.tell("reset 100");
  Wire client = bench.call();
  REQUIRE(client.send(request));
  Wire hub = bench.hub.accept(Milliseconds{500});  // half of them die before the hub hears of them
  if (hub.is_open()) {
    CHECK(hub.receive(request.size()) == request);
    (void)hub.send(answer);
  }
  CHECK(client.hangs_up());
}

TEST_CASE("proxy: bandwidth trickles, latency delays, pass lets go at once", "[hal]") {
  ProxyBench bench;
  Wire client = bench.call();
  SECTION("one byte a second") {
    bench.proxy.tell("bandwidth 1");
    REQUIRE(client.send(request));
    Wire hub = bench.hub.accept();
    CHECK(hub.receive(5, Milliseconds{1'500}).size() == 2);
    bench.proxy.tell("pass");
    CHECK(hub.receive(request.size() - 2) == request.substr(2));
  }
  SECTION("a third of a second late") {
    bench.proxy.tell("latency 300");
    REQUIRE(client.send(request));
    Wire hub = bench.hub.accept();
    CHECK(hub.receive(1, Milliseconds{150}).empty());
    CHECK(hub.receive(request.size()) == request);
  }
}

TEST_CASE("proxy: a hundred connections at once each get their own answer", "[hal]") {
  ProxyBench bench;
  std::vector<Wire> clients;
  std::vector<Wire> hubs;
  for (int i = 0; i < 100; ++i) {
    clients.push_back(bench.call());
    const std::string path = std::to_string(1'000 + i);
    REQUIRE(clients.back().send("GET /" + path + " HTTP/1.1\r\n\r\n"));
    hubs.push_back(bench.hub.accept());
    CHECK(hubs.back().receive_until("\r\n\r\n").find(path) != std::string::npos);
  }
  for (std::size_t i = 0; i < hubs.size(); ++i) {
    REQUIRE(hubs[i].send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + std::to_string(1'000 + i)));
  }
  for (std::size_t i = 0; i < clients.size(); ++i) {
    CHECK(clients[i].receive_until("\r\n\r\n").find("200 OK") != std::string::npos);
    CHECK(clients[i].receive(4) == std::to_string(1'000 + i));
  }
}

TEST_CASE("proxy: an answer that ends with the connection is passed to its last byte", "[hal]") {
  ProxyBench bench;
  Wire client = bench.call();
  REQUIRE(client.send("GET /stream HTTP/1.1\r\n\r\n"));
  Wire hub = bench.hub.accept();
  REQUIRE(hub.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"));
  CHECK(client.receive_until("data: 1\n\n").ends_with("data: 1\n\n"));
  REQUIRE(hub.send("data: 2\n\n"));
  hub.close();
  CHECK(client.receive(9) == "data: 2\n\n");
  CHECK(client.hangs_up());
}

TEST_CASE("proxy: a script changes the weather by itself", "[hal]") {
  TempDir folder;
  REQUIRE(write_file(folder.path() / "script", "# first fine, then not\n0 status 500\n\n150 status 502\n"));
  Port hub;
  SimDevice proxy("proxy", {"--listen", "127.0.0.1:0", "--to", hub.address(), "--script",
                            (folder.path() / "script").string()});
  CHECK(wait_until(wire_wait, [&] {
    Wire client = Wire::to(proxy.where());
    return client.send(request) && client.receive_until("\r\n\r\n").rfind("HTTP/1.1 502 ", 0) == 0;
  }));
}

}  // namespace yz::test
