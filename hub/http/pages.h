// The console's pages: which address shows which file. They are compiled into the program.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace yz::hub {

struct Page {
  std::string_view bytes;
  std::string_view type;
};
/// Nothing where no page is.
[[nodiscard]] std::optional<Page> find_page(std::string_view path);

}  // namespace yz::hub
