#include "hal/gb18030.h"

#include <iconv.h>

#include <cstdint>

namespace yz::hal {
namespace {

constexpr std::size_t growth_max = 4;  // bytes of either set that one byte of the other can become

class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() {
    if (is_open()) iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  Result<std::string> convert(std::string_view text, Code if_wrong) {
    if (!is_open()) return fail(Code::unsupported, "no GB18030 converter");
    std::string in(text);
    std::string out(in.size() * growth_max, '\0');
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    if (iconv(handle_, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
      (void)iconv(handle_, nullptr, nullptr, nullptr, nullptr);  // forgets the half character it stopped in
      return fail(if_wrong, "a character that the other character set has not");
    }
    out.resize(out.size() - to_left);
    return out;
  }

 private:
  [[nodiscard]] bool is_open() const { return reinterpret_cast<std::intptr_t>(handle_) != -1; }

  iconv_t handle_;
};

}  // namespace

// A converter keeps what it is in the middle of: one for each thread.
Result<std::string> to_gb18030(std::string_view utf8) {
  thread_local Converter converter("GB18030", "UTF-8");
  return converter.convert(utf8, Code::unsupported);
}

Result<std::string> from_gb18030(std::string_view bytes) {
  thread_local Converter converter("UTF-8", "GB18030");
  return converter.convert(bytes, Code::corrupt);
}

}  // namespace yz::hal
