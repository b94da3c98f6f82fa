// Built in the place of zinnia_reference.cpp where Zinnia is not installed.
#include "tests/bench/zinnia_reference.h"

namespace yz::bench {

ZinniaReader open_zinnia() {
  return {};
}

}  // namespace yz::bench
