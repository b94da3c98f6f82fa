#include "hub/http/pages.h"

#include <array>

#include "hub/embedded.h"

namespace yz::hub {

namespace {

struct Named {
  std::string_view path;
  std::string_view file;
};
constexpr std::array named{
    Named{"/", "console/index.html"},        Named{"/counter", "console/counter.html"},
    Named{"/help", "console/help.html"},     Named{"/hall", "console/hall.html"},
    Named{"/kiosks", "console/kiosks.html"}, Named{"/login", "console/index.html"},
    Named{"/wishes", "console/wishes.html"}, Named{"/lessons", "console/lessons.html"},
};

std::string_view type_of(std::string_view file) {
  if (file.ends_with(".html")) return "text/html; charset=utf-8";
  if (file.ends_with(".css")) return "text/css; charset=utf-8";
  if (file.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (file.ends_with(".svg")) return "image/svg+xml";
  return "application/json";
}

std::string file_of(std::string_view path) {
  for (const Named& page : named) {
    if (page.path == path) return std::string(page.file);
  }
  // What the code says is the page's business.
  if (path.starts_with("/q/")) return "console/ticket.html";
  if (path.starts_with("/w/")) return "console/wish.html";
  if (path.starts_with("/console/") && !path.ends_with(".html")) return std::string(path.substr(1));
  return {};
}

}  // namespace

std::optional<Page> find_page(std::string_view path) {
  const std::string wanted = file_of(path);
  for (const EmbeddedFile& file : console_files()) {
    if (file.path == wanted) return Page{file.bytes, type_of(wanted)};
  }
  return std::nullopt;
}

}  // namespace yz::hub
