#include "hal/device_names.h"

#include <algorithm>
#include <array>

namespace yz::hal {
namespace {

template <typename Enum>
struct Name {
  Enum value;
  const char* name;
};
template <typename Enum>
Name(Enum, const char*) -> Name<Enum>;

constexpr std::array reason_names{
    Name{Reason::paper_near_end, "paper_near_end"},
    Name{Reason::paper_end, "paper_end"},
    Name{Reason::cover_open, "cover_open"},
    Name{Reason::cutter_error, "cutter_error"},
    Name{Reason::head_hot, "head_hot"},
    Name{Reason::paper_jam, "paper_jam"},
    Name{Reason::ticket_not_taken, "ticket_not_taken"},
    Name{Reason::toner_low, "toner_low"},
    Name{Reason::toner_empty, "toner_empty"},
    Name{Reason::not_answering, "not_answering"},
    Name{Reason::hung, "hung"},
    Name{Reason::hardware, "hardware"},
};
constexpr std::array state_names{
    Name{DeviceState::absent, "absent"},       Name{DeviceState::starting, "starting"},
    Name{DeviceState::ready, "ready"},         Name{DeviceState::busy, "busy"},
    Name{DeviceState::attention, "attention"}, Name{DeviceState::offline, "offline"},
    Name{DeviceState::fault, "fault"},         Name{DeviceState::disabled, "disabled"},
};
constexpr std::array class_names{
    Name{DeviceClass::printer, "printer"},         Name{DeviceClass::id_reader, "id_reader"},
    Name{DeviceClass::card_reader, "card_reader"}, Name{DeviceClass::scanner, "scanner"},
    Name{DeviceClass::camera, "camera"},
};
constexpr std::array counter_names{
    Name{Counter::opens, "opens"},
    Name{Counter::faults, "faults"},
    Name{Counter::restarts, "restarts"},
    Name{Counter::jobs_printed, "jobs_printed"},
    Name{Counter::jobs_failed, "jobs_failed"},
    Name{Counter::jobs_unsure, "jobs_unsure"},
    Name{Counter::paper_mm, "paper_mm"},
    Name{Counter::cards_read, "cards_read"},
    Name{Counter::cards_failed, "cards_failed"},
    Name{Counter::codes_read, "codes_read"},
    Name{Counter::codes_refused, "codes_refused"},
    Name{Counter::unarmed, "unarmed"},
};

template <typename Table, typename Enum>
const char* name_of(const Table& table, Enum value) {
  const auto found = std::ranges::find(table, value, [](const auto& row) { return row.value; });
  return found == table.end() ? "unknown" : found->name;
}

template <typename Table>
constexpr auto values_of(const Table& table) {
  std::array<decltype(Table::value_type::value), std::tuple_size_v<Table>> values{};
  std::ranges::transform(table, values.begin(), [](const auto& row) { return row.value; });
  return values;
}
constexpr auto all_reasons = values_of(reason_names);
constexpr auto all_classes = values_of(class_names);

}  // namespace

const char* to_string(Reason reason) {
  return name_of(reason_names, reason);
}
const char* to_string(DeviceState state) {
  return name_of(state_names, state);
}
const char* to_string(DeviceClass device_class) {
  return name_of(class_names, device_class);
}
const char* to_string(Counter counter) {
  return name_of(counter_names, counter);
}

std::span<const DeviceClass> device_classes() {
  return all_classes;
}
std::span<const Reason> reasons() {
  return all_reasons;
}

}  // namespace yz::hal
