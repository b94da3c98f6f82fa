// The slip that printers print in tests: text at three sizes, a rule, a code.
#pragma once

#include <string>

#include "hal/slip.h"

namespace yz::test {

inline const std::string ticket_code = "YZ1T.20261123.A012.x7Kq";

inline hal::Slip ticket_slip() {
  return {{hal::SlipText{"和平里社区驿站", 2, hal::Align::centre, true},
           hal::SlipText{"A012", 6, hal::Align::centre, true}, hal::SlipRule{},
           hal::SlipText{"社保（养老认证）\n前面还有 3 人", 1, hal::Align::left, false}, hal::SlipSpace{3},
           hal::SlipQr{ticket_code}}};
}

}  // namespace yz::test
