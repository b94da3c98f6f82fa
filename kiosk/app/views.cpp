#include "kiosk/app/views.h"

namespace yz::kiosk {

const char* to_string(PrintState state) {
  switch (state) {
    case PrintState::none:
      return "none";
    case PrintState::waiting:
      return "waiting";
    case PrintState::printing:
      return "printing";
    case PrintState::printed:
      return "printed";
    case PrintState::paper_out:
      return "paper_out";
    case PrintState::cover:
      return "cover";
    case PrintState::jam:
      return "jam";
    case PrintState::not_taken:
      return "not_taken";
    case PrintState::unsure:
      return "unsure";
    case PrintState::no_printer:
      return "no_printer";
  }
  return "none";
}

}  // namespace yz::kiosk
