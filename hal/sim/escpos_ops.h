// What an ESC/POS stream asks of the printer, one value an order. Nothing here prints or answers;
// this side reads them for itself and shares nothing with the kiosk's driver.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace yz::sim {

enum class Align { left, centre, right };

namespace op {
struct Initialise {};
struct Letter {
  char32_t code{};
  bool is_wide{};  // a Chinese cell, twice as wide as a Latin one
};
struct Unprintable {};  // a four-byte GB18030 character: the font has no such area
struct LineEnd {};
struct Tab {};
struct SetAlign {
  Align align{};
};
struct SetSize {
  int width{1}, height{1};
};
struct SetBold {
  bool on{};
};
struct SetUnderline {
  int dots{};
};
struct SetReverse {
  bool on{};
};
struct SetLineHeight {
  int dots{};
};
struct SetPosition {
  int dots{};
};
struct SetMargin {
  int dots{};
};
struct SetWidth {
  int dots{};
};
struct FeedLines {
  int lines{};
};
struct FeedDots {
  int dots{};
};
struct Cut {
  bool is_partial{};
  int feed_dots{};
  bool is_old{};  // ESC i, ESC m
};
struct Presenter {  // GS e: 2 retract, 3 hold out, 5 eject, 6 say how it is
  std::uint8_t what{};
};
struct KickDrawer {};
struct SetQrSize {
  int dots{};
};
struct SetQrLevel {
  int level{};  // 0 L, 1 M, 2 Q, 3 H
};
struct StoreQr {
  std::string bytes;
};
struct PrintQr {};
struct RasterRow {  // one row of dots, most significant bit first, 1 is black
  std::vector<std::uint8_t> bits;
  int scale_x{1}, scale_y{1};
};
struct StorePicture {
  std::vector<RasterRow> rows;
};
struct PrintPicture {};
struct AskIdentity {
  std::uint8_t what{};
};
struct AskStatus {
  std::uint8_t what{};
};
struct SetAutoStatus {
  std::uint8_t mask{};
};
struct RealtimeStatus {  // executed on arrival
  std::uint8_t what{};
};
struct RealtimeRecover {  // executed on arrival
  std::uint8_t how{};
};
struct Ignored {};  // known or unknown, without effect on this paper
}  // namespace op

using Op =
    std::variant<op::Initialise, op::Letter, op::Unprintable, op::LineEnd, op::Tab, op::SetAlign, op::SetSize,
                 op::SetBold, op::SetUnderline, op::SetReverse, op::SetLineHeight, op::SetPosition,
                 op::SetMargin, op::SetWidth, op::FeedLines, op::FeedDots, op::Cut, op::Presenter,
                 op::KickDrawer, op::SetQrSize, op::SetQrLevel, op::StoreQr, op::PrintQr, op::RasterRow,
                 op::StorePicture, op::PrintPicture, op::AskIdentity, op::AskStatus, op::SetAutoStatus,
                 op::RealtimeStatus, op::RealtimeRecover, op::Ignored>;

/// An order and how much of the receive buffer it fills until it is carried out.
struct Step {
  Op op;
  std::size_t bytes{};
};

}  // namespace yz::sim
