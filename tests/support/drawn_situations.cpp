#include "tests/support/drawn_situations.h"

#include <catch2/catch_test_macros.hpp>

#include "hal/device_names.h"

namespace yz::test {
namespace {

using kiosk::NetLink;
using kiosk::PrintState;

constexpr domain::Day today = std::chrono::year{2026} / 11 / 23;

hal::DeviceStatus status(hal::DeviceState state, std::set<hal::Reason> reasons = {},
                         std::string detail = {}) {
  return {state, std::move(reasons), std::move(detail), 2, {}};
}

hal::IdCard card(const char* name, const char* number) {
  return {hal::CardKind::resident, Sensitive<std::string>(name), Sensitive<std::string>(number), {}, '1'};
}
const hal::IdCard wang = card("王建明", "210904194903070010");

void morning(DrawnScreen& drawn) {
  drawn.show_queue(busy_morning());
}

void done_with(DrawnScreen& drawn, PrintState print) {
  morning(drawn);
  drawn.open("tickets.done", {{"service", "social"}});
  kiosk::TicketView ticket = ticket_a012();
  ticket.print = print;
  drawn.answer(ticket);
}

void refused_with(DrawnScreen& drawn, domain::TicketRefusal why,
                  domain::Minutes opens = domain::Minutes{510}) {
  morning(drawn);
  drawn.open("tickets.done", {{"service", "social"}});
  drawn.answer(kiosk::TicketRefused{why, domain::StationTime{std::chrono::year{2026} / 11 / 24, opens}});
}

void status_with(DrawnScreen& drawn, const std::function<void(kiosk::TicketView&)>& change) {
  morning(drawn);
  kiosk::TicketView ticket = ticket_a012();
  change(ticket);
  drawn.open("scan");
  drawn.scanned("YZ1T.20261123.A012.7K3M9PQ2XW4T");
  drawn.draw();
  drawn.answer(ticket);
}

void reading(DrawnScreen& drawn) {
  morning(drawn);
  drawn.open("tickets.priority", {{"service", "social"}});
  drawn.open("identity.read", {{"service", "social"}});
}

void typing_number(DrawnScreen& drawn, const std::string& number, bool send) {
  reading(drawn);
  drawn.open("identity.type", {{"service", "social"}});
  drawn.ui().type(number);
  drawn.draw();
  if (send) drawn.tap("identity.type.next");
}

void as_staff(DrawnScreen& drawn) {
  morning(drawn);
  drawn.open("staff.login");
  drawn.ui().type("2580");
  drawn.tap("staff.login.next");
  drawn.answer_pin(true, {});
  drawn.draw();
}

std::function<void(DrawnScreen&)> staff_screen(const char* screen, kiosk::Params params = {}) {
  return [screen, params = std::move(params)](DrawnScreen& drawn) {
    as_staff(drawn);
    drawn.open(screen, params);
  };
}

void add_common(std::vector<Situation>& all) {
  all.push_back({"attract", "attract", [](DrawnScreen& d) { d.open("attract"); }});
  all.push_back({"home", "home", morning});
  all.push_back({"home.offline", "home", [](DrawnScreen& d) {
                   morning(d);
                   d.system().link = NetLink::offline;
                 }});
  all.push_back({"home.nothing_works", "home", [](DrawnScreen& d) {
                   morning(d);
                   d.system().link = NetLink::offline;
                   d.device(hal::DeviceClass::printer,
                            status(hal::DeviceState::attention, {hal::Reason::paper_end}));
                   d.device(hal::DeviceClass::id_reader, status(hal::DeviceState::absent));
                 }});
  all.push_back({"home.full_disk", "home", [](DrawnScreen& d) {
                   morning(d);
                   d.system().link = NetLink::offline;
                   d.system().disk_full = true;
                 }});
  all.push_back({"home.call", "home", [](DrawnScreen& d) {
                   morning(d);
                   d.calls().announce({"A2-012", domain::CounterId{"3"}, d.clock().now()});
                 }});
  all.push_back({"access", "access", [](DrawnScreen& d) { d.open("access"); }});
  all.push_back({"idle.ask", "idle.ask", [](DrawnScreen& d) { d.open("idle.ask"); }});
  all.push_back({"leave.ask", "leave.ask", [](DrawnScreen& d) { d.open("leave.ask"); }});
  all.push_back({"power.back", "power.back", [](DrawnScreen& d) {
                   d.power_back(ticket_a012());
                   d.open("power.back");
                 }});
}

void add_tickets(std::vector<Situation>& all) {
  all.push_back({"tickets.choose", "tickets.choose", [](DrawnScreen& d) {
                   morning(d);
                   d.open("tickets.choose");
                 }});
  all.push_back({"tickets.choose.refused", "tickets.choose", [](DrawnScreen& d) {
                   morning(d);
                   d.open("tickets.choose");
                   d.tap("tickets.choose.relief");
                 }});
  all.push_back({"tickets.priority", "tickets.priority", [](DrawnScreen& d) {
                   d.open("tickets.priority", {{"service", "social"}});
                 }});
  all.push_back({"tickets.declare", "tickets.declare", [](DrawnScreen& d) {
                   d.open("tickets.declare", {{"service", "social"}});
                 }});
  all.push_back({"tickets.done.wait", "tickets.done", [](DrawnScreen& d) {
                   d.open("tickets.done", {{"service", "social"}});
                 }});
  for (const PrintState print :
       {PrintState::printing, PrintState::printed, PrintState::paper_out, PrintState::cover, PrintState::jam,
        PrintState::unsure, PrintState::no_printer}) {
    all.push_back({std::string("tickets.done.") + kiosk::to_string(print), "tickets.done",
                   [print](DrawnScreen& d) { done_with(d, print); }});
  }
  all.push_back({"tickets.done.leaving", "tickets.done", [](DrawnScreen& d) {
                   done_with(d, PrintState::printed);
                   d.draw();
                   d.clock().advance(Milliseconds{15'000});
                 }});
  all.push_back({"tickets.done.closed", "tickets.done",
                 [](DrawnScreen& d) { refused_with(d, domain::TicketRefusal::closed_now); }});
  all.push_back({"tickets.done.full", "tickets.done",
                 [](DrawnScreen& d) { refused_with(d, domain::TicketRefusal::quota_used_up); }});
  all.push_back({"tickets.done.full_all_day", "tickets.done", [](DrawnScreen& d) {
                   refused_with(d, domain::TicketRefusal::quota_used_up, domain::Minutes{});
                 }});
  all.push_back({"tickets.done.error", "tickets.done", [](DrawnScreen& d) {
                   d.open("tickets.done", {{"service", "social"}});
                   d.answer(Error{Code::unavailable, "the disk"});
                 }});
  all.push_back({"tickets.status", "tickets.status",
                 [](DrawnScreen& d) { status_with(d, [](kiosk::TicketView&) {}); }});
  all.push_back({"tickets.status.called", "tickets.status", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.state = domain::TicketState::called; });
                 }});
  all.push_back({"tickets.status.missed", "tickets.status", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.state = domain::TicketState::no_show; });
                 }});
  all.push_back({"tickets.status.cancelled", "tickets.status", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.state = domain::TicketState::cancelled; });
                 }});
  all.push_back({"tickets.status.paper_out", "tickets.status", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.print = PrintState::paper_out; });
                 }});
  all.push_back({"tickets.cancel", "tickets.cancel", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView&) {});
                   d.draw();
                   d.open("tickets.cancel");
                 }});
  all.push_back({"tickets.rate", "tickets.rate", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.state = domain::TicketState::served; });
                 }});
  all.push_back({"tickets.rate.thanks", "tickets.rate", [](DrawnScreen& d) {
                   status_with(d, [](kiosk::TicketView& t) { t.state = domain::TicketState::served; });
                   d.draw();
                   d.tap("tickets.rate.5");
                 }});
}

void add_identity(std::vector<Situation>& all) {
  all.push_back({"identity.consent", "identity.consent", [](DrawnScreen& d) {
                   d.open("identity.consent", {{"service", "social"}});
                 }});
  all.push_back({"identity.consent.how", "identity.consent", [](DrawnScreen& d) {
                   d.open("identity.consent", {{"service", "social"}});
                   d.tap("identity.consent.explain");
                 }});
  all.push_back({"identity.read", "identity.read", reading});
  all.push_back({"identity.read.none", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card_trouble(hal::CardProblem::unread);
                 }});
  all.push_back({"identity.read.away", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card_trouble(hal::CardProblem::away);
                 }});
  all.push_back({"identity.read.unsupported", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card_trouble(hal::CardProblem::unsupported);
                 }});
  all.push_back({"identity.read.locked", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card_trouble(hal::CardProblem::locked);
                 }});
  all.push_back({"identity.read.broken", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.device(hal::DeviceClass::id_reader,
                            status(hal::DeviceState::fault, {hal::Reason::hardware}));
                 }});
  all.push_back({"identity.read.id_broken", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.device(hal::DeviceClass::card_reader, status(hal::DeviceState::ready));
                   d.device(hal::DeviceClass::id_reader, status(hal::DeviceState::absent));
                 }});
  all.push_back({"identity.read.person", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card(wang);
                 }});
  all.push_back({"identity.read.ordinary", "identity.read", [](DrawnScreen& d) {
                   reading(d);
                   d.card(card("欧阳小红", "110101199003078233"));
                 }});
  all.push_back({"identity.type", "identity.type", [](DrawnScreen& d) { typing_number(d, "", false); }});
  all.push_back(
      {"identity.type.half", "identity.type", [](DrawnScreen& d) { typing_number(d, "2109041949", false); }});
  all.push_back({"identity.type.mismatch", "identity.type",
                 [](DrawnScreen& d) { typing_number(d, "210904194903070011", true); }});
  all.push_back({"identity.type.old15", "identity.type",
                 [](DrawnScreen& d) { typing_number(d, "210904490307001", true); }});
}

void add_scan(std::vector<Situation>& all) {
  all.push_back({"scan", "scan", [](DrawnScreen& d) { d.open("scan"); }});
  const auto answered = [](kiosk::CodeRefused refused) {
    return [refused](DrawnScreen& d) {
      d.open("scan");
      d.scanned("https://example.org/menu");
      d.draw();
      d.answer(refused);
    };
  };
  all.push_back({"scan.broken", "scan", [](DrawnScreen& d) {
                   d.open("scan");
                   d.device(hal::DeviceClass::scanner, status(hal::DeviceState::absent));
                 }});
  all.push_back({"scan.unknown", "scan", answered({kiosk::CodeProblem::unknown, {}})});
  all.push_back(
      {"scan.expired", "scan", answered({kiosk::CodeProblem::expired, std::chrono::year{2026} / 11 / 20})});
  all.push_back({"scan.type", "scan.type", [](DrawnScreen& d) {
                   morning(d);
                   d.open("scan.type");
                 }});
  all.push_back({"scan.type.digits", "scan.type", [](DrawnScreen& d) {
                   morning(d);
                   d.open("scan.type");
                   d.tap("scan.type.A");
                   d.ui().type("012");
                 }});
  all.push_back({"scan.type.unknown", "scan.type", [](DrawnScreen& d) {
                   morning(d);
                   d.open("scan.type");
                   d.tap("scan.type.A");
                   d.ui().type("999");
                   d.draw();
                   d.tap("scan.type.next");
                   d.answer(kiosk::CodeRefused{kiosk::CodeProblem::unknown, {}});
                 }});
}

void add_staff(std::vector<Situation>& all) {
  all.push_back({"staff.login", "staff.login", [](DrawnScreen& d) {
                   d.open("staff.login");
                   d.ui().type("258");
                 }});
  all.push_back({"staff.login.pause", "staff.login", [](DrawnScreen& d) {
                   d.open("staff.login");
                   d.ui().type("1111");
                   d.draw();
                   d.tap("staff.login.next");
                   d.answer_pin(false, Milliseconds{300'000});
                 }});
  all.push_back({"staff.home", "staff.home", [](DrawnScreen& d) {
                   d.system().issued_today = 62;
                   d.system().waiting_now = 5;
                   d.system().unsent = 3;
                   d.system().clock_trusted = false;
                   as_staff(d);
                 }});
  all.push_back({"staff.call.choose", "staff.call", staff_screen("staff.call")});
  all.push_back({"staff.call", "staff.call", staff_screen("staff.call", {{"counter", "3"}})});
  all.push_back({"staff.call.answer", "staff.call", [](DrawnScreen& d) {
                   as_staff(d);
                   d.open("staff.call", {{"counter", "3"}});
                   d.tap("staff.call.next");
                   d.answer_staff(false, "refusal.counter_busy", "");
                 }});
  all.push_back({"staff.transfer", "staff.transfer", staff_screen("staff.transfer", {{"counter", "3"}})});
  all.push_back({"staff.print", "staff.print", staff_screen("staff.print")});
  all.push_back({"staff.print.label", "staff.print", [](DrawnScreen& d) {
                   as_staff(d);
                   d.open("staff.print");
                   d.tap("staff.print.A");
                   d.ui().type("012");
                 }});
  const auto mixed_devices = [](DrawnScreen& d) {
    d.device_past(hal::DeviceClass::printer,
                  {{hal::Counter::jobs_printed, 62}, {hal::Counter::jobs_failed, 1}},
                  {{d.clock().now(), hal::DeviceState::attention, {hal::Reason::cover_open}, ""},
                   {d.clock().now(), hal::DeviceState::attention, {hal::Reason::paper_end}, ""}});
    d.device(hal::DeviceClass::printer,
             status(hal::DeviceState::attention, {hal::Reason::paper_end, hal::Reason::cover_open}));
    d.device(hal::DeviceClass::id_reader, status(hal::DeviceState::offline, {hal::Reason::not_answering},
                                                 "no frame in 3 s on /dev/ttyS1"));
  };
  all.push_back({"staff.devices", "staff.devices", [mixed_devices](DrawnScreen& d) {
                   mixed_devices(d);
                   as_staff(d);
                   d.open("staff.devices");
                 }});
  all.push_back({"staff.device", "staff.device", [mixed_devices](DrawnScreen& d) {
                   mixed_devices(d);
                   as_staff(d);
                   d.open("staff.device", {{"device", "printer"}});
                 }});
  const auto trying = [](DrawnScreen& d, hal::DeviceClass device_class) {
    as_staff(d);
    d.open("staff.test", {{"device", hal::to_string(device_class)}});
  };
  all.push_back({"staff.test.printer", "staff.test", [trying](DrawnScreen& d) {
                   trying(d, hal::DeviceClass::printer);
                   d.tap("staff.test.print");
                   d.answer_staff(true, "staff.print.sent", "");
                 }});
  all.push_back({"staff.test.card", "staff.test", [trying](DrawnScreen& d) {
                   trying(d, hal::DeviceClass::id_reader);
                   d.card(wang);
                 }});
  all.push_back({"staff.test.card.away", "staff.test", [trying](DrawnScreen& d) {
                   trying(d, hal::DeviceClass::id_reader);
                   d.card_trouble(hal::CardProblem::away);
                 }});
  all.push_back({"staff.test.code", "staff.test", [trying](DrawnScreen& d) {
                   trying(d, hal::DeviceClass::scanner);
                   d.scanned("https://example.org/q/YZ1T.20261127.A012.7K3M9PQ2XW4T\x1B[2J");
                 }});
  all.push_back({"staff.test.camera", "staff.test", [trying](DrawnScreen& d) {
                   trying(d, hal::DeviceClass::camera);
                   // A hall with a window, as a camera of 640×360 gives it.
                   hal::GreyPicture view{640, 360, std::vector<std::uint8_t>(640 * 360, 90)};
                   for (int y = 60; y < 200; ++y) {
                     for (int x = 380; x < 560; ++x) view.dots[static_cast<std::size_t>(y * 640 + x)] = 220;
                   }
                   d.frame_seen(std::move(view));
                 }});
  all.push_back({"staff.voice", "staff.voice", staff_screen("staff.voice")});
  all.push_back({"staff.microphone.open", "staff.microphone", [](DrawnScreen& d) {
                   d.microphone({.has_output = true,
                                 .has_input = true,
                                 .microphone = hal::Microphone::recording,
                                 .level = 0.7F,
                                 .loudest = 0.8F,
                                 .recorded = Milliseconds{4'200},
                                 .is_playing = false});
                   as_staff(d);
                   d.open("staff.microphone");
                 }});
  all.push_back({"staff.microphone.done", "staff.microphone", [](DrawnScreen& d) {
                   auto said = std::make_shared<hal::VoiceRecording>();
                   said->length = Milliseconds{5'000};
                   said->loudest = 0.8F;
                   d.recorded(said);
                   as_staff(d);
                   d.open("staff.microphone");
                 }});
  all.push_back({"staff.microphone.failed", "staff.microphone", [](DrawnScreen& d) {
                   hal::SoundView view;
                   view.microphone = hal::Microphone::failed;
                   d.microphone(view);
                   as_staff(d);
                   d.open("staff.microphone");
                 }});
  all.push_back({"staff.sync", "staff.sync", [](DrawnScreen& d) {
                   d.system().unsent = 3;
                   d.system().last_sent = d.clock().now();
                   d.system().content_version = 57;
                   d.system().content_problem = "older than the one shown";
                   d.system().link = NetLink::offline;
                   d.system().link_detail = "connection refused";
                   as_staff(d);
                   d.open("staff.sync");
                 }});
  using kiosk::UpdateStep;
  const std::vector<std::tuple<std::string, UpdateStep, std::string>> updates{
      {"looking", UpdateStep::looking, ""},
      {"no_stick", UpdateStep::failed, "no_stick"},
      {"installed", UpdateStep::installed, ""},
      {"refused", UpdateStep::refused, "bad_signature"},
      {"failed", UpdateStep::failed, "Connection timed out"},
      {"rolled_back", UpdateStep::rolled_back, ""}};
  for (const auto& [name, step, reason] : updates) {
    all.push_back({"staff.sync.update." + name, "staff.sync",
                   [step = step, reason = reason](DrawnScreen& d) { show_update(d, step, reason); }});
  }
}

/// Every part in every state, as they stand in the gallery.
void add_gallery(std::vector<Situation>& all) {
  for (const kiosk::ScreenRow& row : kiosk::screens_and_gallery()) {
    const std::string id(row.id);
    if (!id.starts_with("gallery.")) continue;
    all.push_back({id, id, [id](DrawnScreen& drawn) { drawn.open(id); }});
  }
  for (const std::string id : {"gallery.progress", "gallery.waiting"}) {
    all.push_back({id + ".long", id, [id](DrawnScreen& drawn) {
                     drawn.open(id);
                     drawn.clock().advance(ui::wait_before_way_out);
                   }});
  }
  all.push_back({"gallery.rows.off", "gallery.rows", [](DrawnScreen& drawn) {
                   drawn.open("gallery.buttons");
                   drawn.tap("gallery.buttons.off");
                   drawn.tap("page.gallery.next");
                 }});
}

std::vector<Situation> make_situations() {
  std::vector<Situation> all;
  add_common(all);
  add_tickets(all);
  add_identity(all);
  add_scan(all);
  add_staff(all);
  for (Situation& situation : wish_situations()) all.push_back(std::move(situation));
  for (Situation& one : wish_flow_situations()) all.push_back(std::move(one));
  add_gallery(all);
  for (Situation& situation : help_situations()) all.push_back(std::move(situation));
  for (Situation& situation : practice_situations()) all.push_back(std::move(situation));
  for (Situation& situation : lesson_situations()) all.push_back(std::move(situation));
  return all;
}

}  // namespace

kiosk::TicketView ticket_a012() {
  kiosk::TicketView ticket;
  ticket.id = domain::TicketId{"01KA0000000000000000000012"};
  ticket.service = domain::ServiceId{"social"};
  ticket.service_name = {"社保医保", "Social and health insurance"};
  ticket.day = today;
  ticket.label = "A012";
  ticket.qr = "http://127.0.0.1:8080/q/YZ1T.20261123.A012.7K3M9PQ2XW4T";
  ticket.place = 2;
  ticket.estimate = {3, std::chrono::minutes{10}, std::chrono::minutes{15}};
  ticket.counter = domain::CounterId{"3"};
  ticket.counters = {domain::CounterId{"1"}, domain::CounterId{"2"}, domain::CounterId{"3"}};
  ticket.print = PrintState::printed;
  return ticket;
}

kiosk::QueueShown busy_morning() {
  kiosk::QueueShown queue;
  queue.now = {today, std::chrono::minutes{545}};
  const auto add = [&](const char* id, char letter, domain::LocalText name,
                       int ahead) -> kiosk::ServiceView& {
    kiosk::ServiceView service;
    service.id = domain::ServiceId{id};
    service.letter = letter;
    service.name = std::move(name);
    service.has_priority = true;
    service.is_open = true;
    service.has_numbers_left = true;
    service.estimate = {ahead, std::chrono::minutes{5 * ahead}, std::chrono::minutes{5 * ahead + 5}};
    service.counters = {domain::CounterId{"2"}, domain::CounterId{"3"}};
    queue.services.push_back(std::move(service));
    return queue.services.back();
  };
  add("social", 'A', {"社保医保", "Social and health insurance"}, 3);
  auto& relief = add("relief", 'B', {"民政救助", "Social assistance"}, 0);
  relief.is_open = false;
  relief.opening = domain::StationTime{std::chrono::year{2026} / 11 / 30, std::chrono::minutes{510}};
  add("veterans", 'C', {"退役军人", "Veterans"}, 0);
  auto& party = add("party", 'D', {"党员服务", "Party members"}, 12);
  party.has_numbers_left = false;
  party.opening = domain::StationTime{std::chrono::year{2026} / 11 / 24, std::chrono::minutes{510}};
  add("advice", 'E', {"综合咨询", "Advice"}, 21);
  add("legal", 'F', {"公共法律服务", "Legal help"}, 1);
  add("family", 'G', {"计生和生育登记", "Birth registration"}, 2);
  for (const char* id : {"1", "2", "3", "4"}) {
    const std::string number = id;
    queue.counters.push_back({domain::CounterId{number},
                              {number + " 号窗口", "Counter " + number},
                              number == "3" ? "A012" : "",
                              domain::TicketState::serving,
                              number == "4" ? "" : "A013",
                              number == "4" ? 0 : 5});
  }
  queue.calls = {{"A011", domain::CounterId{"3"}, Instant{}}, {"C002", domain::CounterId{"2"}, Instant{}}};
  return queue;
}

void show_update(DrawnScreen& drawn, kiosk::UpdateStep step, const std::string& reason) {
  drawn.system().link = NetLink::online;
  drawn.system().update = {
      .running = "0.9.1795430400", .next = "0.9.1795516800", .step = step, .reason = reason};
  as_staff(drawn);
  drawn.open("staff.sync");
}

const std::vector<Situation>& situations() {
  static const std::vector<Situation> all = make_situations();
  return all;
}

}  // namespace yz::test
