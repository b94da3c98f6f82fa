#include <array>

#include "kiosk/screens/staff_desk.h"

namespace yz::kiosk {
namespace {

/// 叫号 with the hub away: choose the counter, then call, call again, skip, transfer, finish.
class StaffCall final : public Screen {
 public:
  StaffCall(Services& services, const Params& params) : services_(services), answer_(services) {
    if (const auto found = params.find("counter"); found != params.end())
      counter_ = domain::CounterId{found->second};
  }

  [[nodiscard]] std::string_view name() const override { return "staff.call"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    const CounterView* counter = find_counter();
    if (counter == nullptr) {
      draw_counters(ui);
      return;
    }
    ui.title("staff.call.title", {{"counter", counter->id.value}});
    const std::string none = ui.word("staff.call.nobody");
    ui.paragraph("staff.call.now",
                 ui.word("staff.call.now", {{"label", counter->now.empty() ? none : counter->now}}),
                 ui::Role::lead);
    ui.words("staff.call.next_line", {{"label", counter->next.empty() ? none : counter->next},
                                      {"waiting", std::to_string(counter->waiting)}});
    answer_.draw(ui);
    const std::array choices{ui::Choice{.id = "staff.call.transfer"}, ui::Choice{.id = "staff.call.skip"},
                             ui::Choice{.id = "staff.call.recall"}, ui::Choice{.id = "staff.call.finish"},
                             ui::Choice{.id = "staff.call.next", .main = true}};
    const auto chosen = ui.choices(choices);
    if (!chosen) return;
    if (*chosen == 0) {
      services_.navigation.open("staff.transfer", {{"counter", counter->id.value}});
      return;
    }
    constexpr std::array actions{CounterAction::skip, CounterAction::recall, CounterAction::finish,
                                 CounterAction::call_next};
    answer_.wait_for(services_.staff.counter(actions.at(*chosen - 1), counter->id));
  }

 private:
  [[nodiscard]] const CounterView* find_counter() const {
    for (const CounterView& counter : services_.tickets.counters()) {
      if (counter.id == counter_) return &counter;
    }
    return nullptr;
  }

  void draw_counters(ui::Ui& ui) {
    ui.title("staff.call.choose");
    std::vector<ui::Choice> rows;
    for (const CounterView& counter : services_.tickets.counters()) {
      ui::Choice row;
      row.id = "staff.call.counter." + counter.id.value;
      row.words = services_.texts.of(counter.name);
      row.second = ui.word("staff.call.waiting", {{"waiting", std::to_string(counter.waiting)}});
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_)) counter_ = services_.tickets.counters()[*chosen].id;
  }

  Services& services_;
  StaffAnswer answer_;
  domain::CounterId counter_;
  ui::Page page_;
};

/// 转窗口: to which service.
class StaffTransfer final : public Screen {
 public:
  StaffTransfer(Services& services, const Params& params) : services_(services), answer_(services) {
    if (const auto found = params.find("counter"); found != params.end())
      counter_ = domain::CounterId{found->second};
  }

  [[nodiscard]] std::string_view name() const override { return "staff.transfer"; }

  void draw(ui::Ui& ui) override {
    if (is_locked(services_)) return;
    ui.title("staff.transfer.title");
    answer_.draw(ui);
    std::vector<ui::Choice> rows;
    for (const ServiceView& service : services_.tickets.services()) {
      ui::Choice row;
      row.id = "staff.transfer." + service.id.value;
      row.words = services_.texts.of(service.name);
      rows.push_back(std::move(row));
    }
    if (const auto chosen = ui.rows(rows, page_)) {
      answer_.wait_for(services_.staff.transfer(counter_, services_.tickets.services()[*chosen].id));
    }
  }

 private:
  Services& services_;
  StaffAnswer answer_;
  domain::CounterId counter_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_staff_call(Services& services, const Params& params) {
  return std::make_unique<StaffCall>(services, params);
}
std::unique_ptr<Screen> make_staff_transfer(Services& services, const Params& params) {
  return std::make_unique<StaffTransfer>(services, params);
}

}  // namespace yz::kiosk
