// GB18030, the character set of Chinese printers and cards, by the C library's converter. GBK and GB2312 are
// parts of it. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace yz::hal {

/// `unsupported`: a character that GB18030 has not, or bytes that are no UTF-8.
[[nodiscard]] Result<std::string> to_gb18030(std::string_view utf8);
/// `corrupt`: bytes that stand for no character.
[[nodiscard]] Result<std::string> from_gb18030(std::string_view bytes);

}  // namespace yz::hal
