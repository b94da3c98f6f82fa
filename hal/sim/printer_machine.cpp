#include "hal/sim/printer_machine.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/on.h"

namespace yz::sim {

namespace {

constexpr std::uint8_t asb_online = 2, asb_error = 4, asb_paper = 8;

struct Identity {
  std::uint8_t what;
  std::string_view text;
};
constexpr std::array identities{Identity{65, "1.00"}, Identity{66, "YIZHAN"}, Identity{67, "SIM-80"},
                                Identity{68, "YZ00000001"}, Identity{69, "GB18030"}};

std::string bytes_of(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(static_cast<unsigned char>(value));
  return text;
}

/// What a model without a sensor for it sees of a jam.
bool sees_cutter_error(const PrinterFaults& faults, const PrinterModel& model) {
  return faults.has_cutter_error || (faults.is_jammed && !model.has_jam_sensor);
}

int realtime_byte(std::uint8_t what, const PrinterFaults& faults, const PrinterModel& model,
                  bool is_offline) {
  const bool is_out = faults.paper == PaperLeft::none;
  const bool is_low = faults.paper != PaperLeft::plenty;
  const bool has_error = faults.has_cutter_error || faults.is_head_hot || faults.is_jammed;
  switch (what) {
    case 1:
      return 0x12 | (is_offline ? 0x08 : 0);
    case 2:
      return 0x12 | (faults.is_cover_open ? 0x04 : 0) | (is_out ? 0x20 : 0) | (has_error ? 0x40 : 0);
    case 3:
      return 0x12 | (sees_cutter_error(faults, model) ? 0x08 : 0) | (faults.is_head_hot ? 0x40 : 0) |
             (faults.is_jammed && model.has_jam_sensor ? 0x04 : 0);
    default:
      return 0x12 | (is_low ? 0x0C : 0) | (is_out ? 0x60 : 0);
  }
}

int paper_bits(PaperLeft paper) {
  if (paper == PaperLeft::none) return 0x0F;
  return paper == PaperLeft::near_end ? 0x03 : 0;
}

}  // namespace

bool PrinterMachine::is_offline() const {
  return faults_.paper == PaperLeft::none || faults_.is_cover_open || faults_.has_cutter_error ||
         faults_.is_head_hot || faults_.is_jammed;
}

std::size_t PrinterMachine::room() const {
  if (buffered_ >= receive_buffer_bytes) return 0;
  return std::max<std::size_t>(1, receive_buffer_bytes - std::min(receive_buffer_bytes - 1, buffered()));
}

void PrinterMachine::answer(std::string_view bytes) {
  if (!is_silent_ && !has_vanished_) out_.answer(bytes);
}

// A job's bytes are counted as they arrive; a status request between two orders is nobody's job.
void PrinterMachine::count_job_bytes(const std::vector<Step>& steps) {
  ++uncounted_bytes_;
  if (decoder_.may_be_request()) return;
  const std::size_t bytes = std::exchange(uncounted_bytes_, 0);
  const auto is_request = [](const Step& step) {
    return std::holds_alternative<op::RealtimeStatus>(step.op) ||
           std::holds_alternative<op::RealtimeRecover>(step.op);
  };
  if (steps.size() == 1 && is_request(steps[0]) && decoder_.unfinished_bytes() == 0) return;
  job_bytes_ += bytes;
  for (const Step& step : steps) {
    if (std::holds_alternative<op::Cut>(step.op)) is_job_cut_ = true;
    if (!std::holds_alternative<op::Initialise>(step.op)) continue;
    job_bytes_ = step.bytes;
    if (std::exchange(is_job_cut_, false)) vanish_at_.reset();  // that job was shorter than N
  }
}

void PrinterMachine::receive(std::string_view bytes) {
  std::vector<Step> steps;
  for (const char byte : bytes) {
    steps.clear();
    decoder_.feed(static_cast<std::uint8_t>(byte), steps);
    count_job_bytes(steps);
    if (vanish_at_ && job_bytes_ >= *vanish_at_) {
      vanish_at_.reset();
      has_vanished_ = true;
      return;
    }
    for (Step& step : steps) arrive(std::move(step));
  }
}

void PrinterMachine::arrive(Step step) {
  if (const auto* status = std::get_if<op::RealtimeStatus>(&step.op)) return answer_status(status->what);
  if (const auto* recovery = std::get_if<op::RealtimeRecover>(&step.op)) return recover(recovery->how);
  buffered_ += step.bytes;
  orders_.push_back(std::move(step));
}

std::size_t PrinterMachine::run(std::size_t bytes_max) {
  std::size_t done = 0;
  while (!orders_.empty() && !is_offline() && done < bytes_max) {
    const Step step = std::move(orders_.front());
    orders_.pop_front();
    buffered_ -= step.bytes;
    done += step.bytes;
    carry_out(step.op);
  }
  return done;
}

void PrinterMachine::tear() {
  ++jobs_cut_;
  out_.cut(paper_.tear());
}

void PrinterMachine::cut(const op::Cut& order) {
  if (model_.cuts == CutOrders::none || (model_.cuts == CutOrders::old && !order.is_old)) return;
  paper_.print(op::FeedDots{order.feed_dots});
  tear();
  if (!model_.has_presenter) return;
  if (has_ticket_) {  // the way out is blocked by the one before
    PrinterFaults faults = faults_;
    faults.is_jammed = true;
    set(faults);
  }
  has_ticket_ = true;
}

void PrinterMachine::present(const op::Presenter& order) {
  if (!model_.has_presenter) return;
  constexpr std::uint8_t retract = 2, eject = 5, say = 6;
  if (order.what == retract || order.what == eject) has_ticket_ = false;
  if (order.what != say) return;
  const bool is_low = faults_.paper != PaperLeft::plenty;
  const bool is_out = faults_.paper == PaperLeft::none;
  answer(bytes_of({(is_low ? 0x01 : 0) | (is_out ? 0x04 : 0) | (has_ticket_ ? 0x08 : 0)}));
}

void PrinterMachine::carry_out(const Op& order) {
  if (std::holds_alternative<op::Unprintable>(order))
    out_.log("four-byte or unassigned GB18030 character: printed a box");
  const auto* letter = std::get_if<op::Letter>(&order);
  if (letter != nullptr && letter->is_wide && !model_.has_chinese_font) {
    out_.log("a Chinese character, and no font for it: printed a box");
    return paper_.print(op::Unprintable{});
  }
  if (std::holds_alternative<op::PrintQr>(order) && !model_.knows_qr) return;
  paper_.print(order);
  std::visit(On{
                 [&](const op::Cut& o) { cut(o); },
                 [&](const op::Presenter& o) { present(o); },
                 [&](const op::AskIdentity& o) { answer_identity(o.what); },
                 [&](const op::AskStatus& o) {
                   if (!model_.tells_done) return;
                   if (o.what == 1 || o.what == '1') answer(bytes_of({paper_bits(faults_.paper)}));
                   if (o.what == 2 || o.what == '2') answer(bytes_of({0}));
                 },
                 [&](const op::SetAutoStatus& o) {
                   if (!model_.tells) return;
                   auto_status_ = o.mask;
                   if (auto_status_ != 0) send_auto_status();
                 },
                 [](const auto&) {},
             },
             order);
}

void PrinterMachine::answer_status(std::uint8_t what) {
  if (model_.answers) answer(bytes_of({realtime_byte(what, faults_, model_, is_offline())}));
}

void PrinterMachine::answer_identity(std::uint8_t what) {
  for (const Identity& known : identities) {
    if (known.what == what) return answer("_" + std::string(known.text) + std::string(1, '\0'));
  }
}

void PrinterMachine::send_auto_status() {
  const int first = 0x10 | (is_offline() ? 0x08 : 0) | (faults_.is_cover_open ? 0x20 : 0);
  const int second = (sees_cutter_error(faults_, model_) ? 0x08 : 0) | (faults_.is_head_hot ? 0x40 : 0);
  answer(bytes_of({first, second, paper_bits(faults_.paper), 0}));
}

void PrinterMachine::set(const PrinterFaults& faults) {
  const bool was_offline = is_offline();
  const PrinterFaults before = std::exchange(faults_, faults);
  const bool error_changed = before.has_cutter_error != faults.has_cutter_error ||
                             before.is_head_hot != faults.is_head_hot || before.is_jammed != faults.is_jammed;
  const bool online_changed = was_offline != is_offline() || before.is_cover_open != faults.is_cover_open;
  const bool is_wanted = ((auto_status_ & asb_online) != 0 && online_changed) ||
                         ((auto_status_ & asb_error) != 0 && error_changed) ||
                         ((auto_status_ & asb_paper) != 0 && before.paper != faults.paper);
  if (is_wanted) send_auto_status();
}

// Recovery needs the cause gone; with it still there nothing happens. Clearing drops what was buffered.
void PrinterMachine::recover(std::uint8_t how) {
  if (how != 2 || faults_.has_cutter_error || faults_.is_jammed) return;
  orders_.clear();
  buffered_ = 0;
}

std::optional<Slip> PrinterMachine::lose_connection() {
  orders_.clear();
  buffered_ = 0;
  decoder_.reset();
  auto_status_ = 0;
  has_vanished_ = false;
  uncounted_bytes_ = 0;
  std::optional<Slip> torn;
  if (!paper_.is_blank()) torn = paper_.tear();
  paper_.print(op::Initialise{});
  return torn;
}

}  // namespace yz::sim
