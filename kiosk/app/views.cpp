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
    case PrintState::unsure:
      return "unsure";
    case PrintState::no_printer:
      return "no_printer";
  }
  return "none";
}

const char* words_of(hal::CardProblem problem) {
  switch (problem) {
    case hal::CardProblem::away:
      return "read.away";
    case hal::CardProblem::unread:
      return "read.none";
    case hal::CardProblem::unsupported:
      return "read.unsupported";
    case hal::CardProblem::locked:
      return "read.locked";
  }
  return "read.none";
}

}  // namespace yz::kiosk
