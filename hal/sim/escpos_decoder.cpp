#include "hal/sim/escpos_decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "hal/sim/code_pages.h"

namespace yz::sim {

namespace {

constexpr std::uint8_t ht = 0x09, lf = 0x0A, dle = 0x10, eot = 0x04, enq = 0x05, esc = 0x1B, fs = 0x1C,
                       gs = 0x1D;

// Orders without effect on this paper, by their second byte, and how many parameter bytes they swallow.
struct Swallowed {
  std::uint8_t first, second;
  std::size_t parameters;
};
constexpr std::array swallowed{
    Swallowed{esc, 'B', 2}, Swallowed{esc, 'M', 1},  Swallowed{esc, 'R', 1}, Swallowed{esc, 'G', 1},
    Swallowed{esc, ' ', 1}, Swallowed{esc, '=', 1},  Swallowed{esc, '{', 1}, Swallowed{esc, 'V', 1},
    Swallowed{esc, 'c', 2}, Swallowed{esc, '\\', 2}, Swallowed{gs, 'P', 2},  Swallowed{gs, 'b', 1},
    Swallowed{gs, 'h', 1},  Swallowed{gs, 'w', 1},   Swallowed{gs, 'H', 1},  Swallowed{gs, 'f', 1},
    Swallowed{fs, '!', 1},  Swallowed{fs, '-', 1},   Swallowed{fs, 'S', 2},  Swallowed{fs, 'C', 1},
    Swallowed{esc, '!', 1}, Swallowed{esc, 'U', 1},  Swallowed{esc, 'r', 1}, Swallowed{fs, 'W', 1},
};

}  // namespace

void EscposDecoder::feed(std::uint8_t byte, std::vector<Step>& out) {
  if (raster_) return feed_raster(byte, out);
  if (watch_realtime(byte, out)) return;
  if (skip_ > 0) {
    --skip_;
    return;
  }
  pending_.push_back(byte);
  const std::size_t size = pending_.size();
  if (auto done = complete()) {
    out.push_back({*std::move(done), size});
    pending_.clear();
  }
}

// True when the byte ended a request that stood between two orders: then nothing of it stays in the buffer.
// Inside the data of an order the request is carried out as well, and its bytes stay data.
bool EscposDecoder::watch_realtime(std::uint8_t byte, std::vector<Step>& out) {
  const bool is_request = before_last_ == dle && ((last_ == eot && byte >= 1 && byte <= 4) ||
                                                  (last_ == enq && (byte == 1 || byte == 2)));
  before_last_ = std::exchange(last_, byte);
  if (!is_request) return false;
  if (before_last_ == eot) {
    out.push_back({op::RealtimeStatus{byte}, 0});
  } else {
    out.push_back({op::RealtimeRecover{byte}, 0});
  }
  before_last_ = last_ = 0;
  const bool is_alone = skip_ == 0 && pending_.size() == 2 && pending_[0] == dle;
  if (is_alone) pending_.clear();
  return is_alone;
}

void EscposDecoder::feed_raster(std::uint8_t byte, std::vector<Step>& out) {
  before_last_ = last_ = 0;
  pending_.push_back(byte);
  if (pending_.size() < raster_->row_bytes) return;
  const std::size_t bytes = pending_.size();
  pending_.resize(std::min(bytes, raster_row_bytes_max));  // what is beyond the paper is lost
  out.push_back({op::RasterRow{std::exchange(pending_, {}), raster_->scale_x, raster_->scale_y}, bytes});
  if (--raster_->rows_left == 0) raster_.reset();
}

std::optional<Op> EscposDecoder::complete() {
  const std::uint8_t first = pending_[0];
  if (first == esc || first == gs || first == fs) {
    if (pending_.size() < 2) return std::nullopt;
    for (const Swallowed& row : swallowed) {
      if (row.first != first || row.second != pending_[1]) continue;
      return pending_.size() == 2 + row.parameters ? std::optional<Op>(op::Ignored{}) : std::nullopt;
    }
    if (first == esc) return escape();
    if (first == gs) return group();
    if (pending_[1] == '(') return long_order();
    if (pending_[1] == '&' || pending_[1] == '.') is_chinese_ = pending_[1] == '&';
    return op::Ignored{};
  }
  if (first == dle) {  // DLE EOT n and DLE ENQ n were taken out on arrival; what is left has no meaning
    if (pending_.size() == 1) return std::nullopt;
    if ((pending_[1] == eot || pending_[1] == enq) && pending_.size() == 2) return std::nullopt;
    return op::Ignored{};
  }
  if (first == lf) return op::LineEnd{};
  if (first == ht) return op::Tab{};
  if (first < 0x20) return op::Ignored{};
  return text();
}

std::optional<Op> EscposDecoder::text() {
  const std::uint8_t lead = pending_[0];
  if (lead < 0x80 || !is_chinese_) return op::Letter{latin_letter(page_, lead), false};
  if (lead == 0x80 || lead == 0xFF) return op::Ignored{};
  if (pending_.size() < 2) return std::nullopt;
  const std::uint8_t second = pending_[1];
  if (second >= 0x30 && second <= 0x39) {
    if (pending_.size() < 4) return std::nullopt;
    return op::Unprintable{};
  }
  const auto letter = gb18030_letter(lead, second);
  if (!letter) return op::Unprintable{};
  return op::Letter{*letter, true};
}

std::optional<Op> EscposDecoder::escape() {
  const std::size_t size = pending_.size();
  const std::uint8_t kind = pending_[1];
  const int value = size > 2 ? pending_[2] : 0;
  const auto with = [size](std::size_t parameters, Op done) {
    return size == 2 + parameters ? std::optional<Op>(std::move(done)) : std::nullopt;
  };
  switch (kind) {
    case '@':
      is_chinese_ = true;
      page_ = 0;
      return op::Initialise{};
    case '2':
      return op::SetLineHeight{30};
    case '3':
      return with(1, op::SetLineHeight{value});
    case 'a':
      return with(1, op::SetAlign{static_cast<Align>((value % 48) <= 2 ? value % 48 : 0)});
    case 'E':
      return with(1, op::SetBold{(value & 1) != 0});
    case '-':
      return with(1, op::SetUnderline{std::min(value % 48, 2)});
    case '$':
      return with(2, op::SetPosition{size == 4 ? word(2) : 0});
    case 't':
      if (size == 3) page_ = value;
      return with(1, op::Ignored{});
    case 'd':
      return with(1, op::FeedLines{value});
    case 'J':
      return with(1, op::FeedDots{value});
    case 'i':
      return op::Cut{false, 0, true};
    case 'm':
      return op::Cut{true, 0, true};
    case 'p':
      return with(3, op::KickDrawer{});
    default:
      return op::Ignored{};
  }
}

std::optional<Op> EscposDecoder::group() {
  const std::size_t size = pending_.size();
  const std::uint8_t value = size > 2 ? pending_[2] : std::uint8_t{0};
  const auto with = [size](std::size_t parameters, Op done) {
    return size == 2 + parameters ? std::optional<Op>(std::move(done)) : std::nullopt;
  };
  switch (pending_[1]) {
    case '!':
      return with(1, op::SetSize{((value >> 4) & 7) + 1, (value & 7) + 1});
    case 'B':
      return with(1, op::SetReverse{(value & 1) != 0});
    case 'L':
      return with(2, op::SetMargin{size == 4 ? word(2) : 0});
    case 'W':
      return with(2, op::SetWidth{size == 4 ? word(2) : 0});
    case 'I':
      return with(1, op::AskIdentity{value});
    case 'r':
      return with(1, op::AskStatus{value});
    case 'a':
      return with(1, op::SetAutoStatus{value});
    case 'V':
      return cut();
    case 'e':
      return with(size > 2 && value == 3 ? 2 : 1, op::Presenter{value});
    case 'v':
      return begin_raster();
    case '(':
    case '8':
      return long_order();
    default:
      return op::Ignored{};
  }
}

std::optional<Op> EscposDecoder::cut() const {
  if (pending_.size() < 3) return std::nullopt;
  switch (pending_[2]) {
    case 0:
    case '0':
      return op::Cut{false, 0, false};
    case 1:
    case '1':
      return op::Cut{true, 0, false};
    case 65:
    case 66:
      if (pending_.size() < 4) return std::nullopt;
      return op::Cut{pending_[2] == 66, pending_[3], false};
    default:
      return op::Ignored{};
  }
}

std::optional<Op> EscposDecoder::begin_raster() {
  if (pending_.size() == 3 && pending_[2] != '0') return op::Ignored{};
  if (pending_.size() < 8) return std::nullopt;
  const std::uint8_t mode = pending_[3] & 3U;
  const auto row_bytes = static_cast<std::size_t>(word(4));
  const auto rows = static_cast<std::size_t>(word(6));
  if (row_bytes > 0 && rows > 0) {
    raster_ = Raster{row_bytes, rows, (mode & 1U) != 0 ? 2 : 1, (mode & 2U) != 0 ? 2 : 1};
  }
  return op::Ignored{};
}

// GS ( x pL pH …, FS ( x pL pH … and GS 8 x p1 p2 p3 p4 …: the length says where it ends, known or not.
std::optional<Op> EscposDecoder::long_order() {
  const bool is_four = pending_[1] == '8';
  const std::size_t head = is_four ? 7 : 5;
  if (pending_.size() < head) return std::nullopt;
  std::size_t length = static_cast<std::size_t>(word(3));
  if (is_four) length |= static_cast<std::size_t>(word(5)) << 16U;
  if (length > (is_four ? picture_bytes_max : order_bytes_max)) {
    skip_ = length;
    return op::Ignored{};
  }
  if (pending_.size() < head + length) return std::nullopt;
  if (pending_[0] != gs) return op::Ignored{};
  if (pending_[2] == 'k' && !is_four) return qr_order(head);
  if (pending_[2] == 'L') return picture_order(head);
  return op::Ignored{};
}

Op EscposDecoder::qr_order(std::size_t head) const {
  if (pending_.size() < head + 3 || pending_[head] != 0x31) return op::Ignored{};
  const std::uint8_t value = pending_[head + 2];
  switch (pending_[head + 1]) {
    case 0x43:
      return op::SetQrSize{std::clamp<int>(value, 1, 16)};
    case 0x45:
      return op::SetQrLevel{std::clamp<int>(value - 0x30, 0, 3)};
    case 0x50:
      return op::StoreQr{
          std::string(pending_.begin() + static_cast<std::ptrdiff_t>(head) + 3, pending_.end())};
    case 0x51:
      return op::PrintQr{};
    default:
      return op::Ignored{};
  }
}

Op EscposDecoder::picture_order(std::size_t head) const {
  const std::size_t length = pending_.size() - head;
  if (length < 2 || pending_[head] != 0x30) return op::Ignored{};
  if (pending_[head + 1] == 0x32 || pending_[head + 1] == 0x02) return op::PrintPicture{};
  if (pending_[head + 1] != 0x70 || length < 10) return op::Ignored{};
  const int scale_x = pending_[head + 3] == 2 ? 2 : 1;
  const int scale_y = pending_[head + 4] == 2 ? 2 : 1;
  const std::size_t row_bytes = (static_cast<std::size_t>(word(head + 6)) + 7) / 8;
  const auto rows = static_cast<std::size_t>(word(head + 8));
  if (row_bytes == 0 || row_bytes > raster_row_bytes_max || length < 10 + row_bytes * rows)
    return op::Ignored{};
  op::StorePicture picture;
  auto at = pending_.begin() + static_cast<std::ptrdiff_t>(head) + 10;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto next = at + static_cast<std::ptrdiff_t>(row_bytes);
    picture.rows.push_back({{at, next}, scale_x, scale_y});
    at = next;
  }
  return picture;
}

}  // namespace yz::sim
