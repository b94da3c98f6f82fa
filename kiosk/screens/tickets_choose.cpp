#include "kiosk/screens/phrases.h"

namespace yz::kiosk {
namespace {

/// 您要办什么？ One row a service; a closed or full one says when to come again.
class TicketsChoose final : public Screen {
 public:
  explicit TicketsChoose(Services& services) : services_(services) {}

  [[nodiscard]] std::string_view name() const override { return "tickets.choose"; }

  void draw(ui::Ui& ui) override {
    ui.title("tickets.choose.title");
    ui.say("tickets.choose.title");
    if (services_.system.disk_full) ui.banner("store.black", ui::Tone::trouble, ui.word("store.black"));
    std::vector<ui::Choice> rows;
    for (const ServiceView& service : services_.tickets.services()) rows.push_back(row_of(service));
    const auto chosen = ui.rows(rows, page_);
    if (!chosen) return;
    const ServiceView& service = services_.tickets.services()[*chosen];
    const Params params{{"service", service.id.value}};
    services_.navigation.open(service.has_priority ? "tickets.priority" : "tickets.done", params);
  }

 private:
  [[nodiscard]] ui::Choice row_of(const ServiceView& service) const {
    ui::Choice row;
    row.id = "tickets.choose." + service.id.value;
    row.words = services_.texts.of(service.name);
    row.icon = std::string(1, service.letter);  // as its numbers begin
    row.ink = ui::Ink::main;
    if (service.is_open && service.has_numbers_left) {
      row.second = ahead_words(services_, service.estimate);
      return row;
    }
    const TicketRefused refused{
        service.is_open ? domain::TicketRefusal::quota_used_up : domain::TicketRefusal::closed_now,
        service.opening};
    row.off_because = refusal_words(services_, refused);
    row.second = services_.texts.words(service.is_open ? "tickets.choose.full" : "tickets.choose.closed");
    return row;
  }

  Services& services_;
  ui::Page page_;
};

}  // namespace

std::unique_ptr<Screen> make_tickets_choose(Services& services, const Params&) {
  return std::make_unique<TicketsChoose>(services);
}

}  // namespace yz::kiosk
