#include "hal/drivers/printer_reasons.h"

namespace yz::hal {
namespace {

bool is_warning(Reason reason) {
  return reason == Reason::paper_near_end || reason == Reason::toner_low ||
         reason == Reason::ticket_not_taken;
}

}  // namespace

std::set<Reason> faults_of(const std::set<Reason>& reasons) {
  std::set<Reason> faults;
  for (const Reason reason : reasons) {
    if (!is_warning(reason)) faults.insert(reason);
  }
  return faults;
}

DeviceState state_of(const std::set<Reason>& reasons) {
  const std::set<Reason> faults = faults_of(reasons);
  if (faults.empty()) return DeviceState::ready;
  if (faults.contains(Reason::not_answering)) return DeviceState::offline;
  return faults.contains(Reason::hardware) ? DeviceState::fault : DeviceState::attention;
}

}  // namespace yz::hal
