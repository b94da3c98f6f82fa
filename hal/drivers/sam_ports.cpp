#include "hal/drivers/sam_ports.h"

#include <algorithm>
#include <array>
#include <utility>

#include "hal/drivers/sam_packets.h"
#include "hal/ports/hid_port.h"
#include "hal/ports/usb_port.h"

namespace yz::hal {
namespace {

// The module's own pipes, from the papers about it.
constexpr std::uint8_t head_out = 0x02, body_out = 0x06, head_in = 0x81, body_in = 0x85;

/// A packet that came whole and is handed on in pieces. It may hold a card's text: overwritten when handed
/// on.
class Packet {
 public:
  explicit Packet(std::size_t bytes_max) : bytes_(bytes_max) {}
  ~Packet() { drop(); }
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;

  [[nodiscard]] bool is_empty() const { return rest_.empty(); }
  [[nodiscard]] std::span<std::uint8_t> space() { return bytes_; }
  /// `content`: a view into space().
  void hold(std::span<const std::uint8_t> content) { rest_ = content; }
  std::size_t hand_on(std::span<std::uint8_t> into) {
    const std::size_t count = std::min(into.size(), rest_.size());
    std::copy_n(rest_.begin(), count, into.begin());
    rest_ = rest_.subspan(count);
    if (rest_.empty()) drop();
    return count;
  }
  void drop() {
    rest_ = {};
    std::fill(bytes_.begin(), bytes_.end(), std::uint8_t{0});
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::span<const std::uint8_t> rest_;
};

class ReportsPort final : public Port {
 public:
  explicit ReportsPort(std::unique_ptr<Port> reports) : reports_(std::move(reports)) {}

  Result<std::size_t> read(std::span<std::uint8_t> into, Milliseconds time) override {
    if (packet_.is_empty()) {
      auto count = reports_->read(packet_.space(), time);
      if (!count || *count == 0) return count;
      // A damaged report leaves a gap, by which its frame is refused or never ends.
      const auto part = sam_hid_reply(packet_.space().first(*count));
      if (!part) {
        packet_.drop();
        return 0;
      }
      packet_.hold(*part);
    }
    return packet_.hand_on(into);
  }

  Result<std::size_t> write(std::span<const std::uint8_t> frame, Milliseconds time) override {
    const auto report = sam_hid_request(frame);
    if (!report) return fail(report.error());
    std::array<std::uint8_t, 1 + sam_report_bytes> numbered{};  // its id 0: the kernel takes it off again
    std::ranges::copy(*report, numbered.begin() + 1);
    const auto count = reports_->write(numbered, time);
    if (!count) return fail(count.error());
    return *count == numbered.size() ? frame.size() : 0;
  }

  void drop_input() override {
    packet_.drop();
    reports_->drop_input();
  }

 private:
  std::unique_ptr<Port> reports_;
  Packet packet_{sam_report_bytes};
};

/// One pipe each way; whole frames in packets, filled up behind the frame's end.
class PairPort final : public Port {
 public:
  PairPort(std::unique_ptr<UsbDevice> device, std::uint8_t out, std::uint8_t in)
      : device_(std::move(device)), out_(out), in_(in), packet_(device_->packet_bytes(in)) {}

  Result<std::size_t> read(std::span<std::uint8_t> into, Milliseconds time) override {
    if (packet_.is_empty()) {
      auto count = device_->read(in_, packet_.space(), time);
      if (!count || *count == 0) return count;
      packet_.hold(packet_.space().first(*count));
    }
    return packet_.hand_on(into);
  }

  Result<std::size_t> write(std::span<const std::uint8_t> frame, Milliseconds time) override {
    return device_->write(out_, frame, time);
  }

  void drop_input() override {
    packet_.drop();
    device_->drop_input(in_);
  }

 private:
  std::unique_ptr<UsbDevice> device_;
  std::uint8_t out_, in_;
  Packet packet_;
};

/// Two pipes each way: one for preamble and LEN, one for the rest.
class SplitPort final : public Port {
 public:
  explicit SplitPort(std::unique_ptr<UsbDevice> device)
      : device_(std::move(device)),
        packet_(std::max(device_->packet_bytes(head_in), device_->packet_bytes(body_in))) {}

  Result<std::size_t> read(std::span<std::uint8_t> into, Milliseconds time) override {
    if (packet_.is_empty()) {
      const std::uint8_t pipe = pipes_.next() == SamPipe::head ? head_in : body_in;
      const auto space = packet_.space().first(device_->packet_bytes(pipe));
      auto count = device_->read(pipe, space, time);
      if (!count || *count == 0) return count;
      packet_.hold(pipes_.take(space.first(*count)));
    }
    return packet_.hand_on(into);
  }

  Result<std::size_t> write(std::span<const std::uint8_t> frame, Milliseconds time) override {
    const auto head = frame.first(std::min(frame.size(), sam_head_bytes));
    auto sent = device_->write(head_out, head, time);
    if (!sent || *sent < head.size()) return sent;
    const auto rest = device_->write(body_out, frame.subspan(head.size()), time);
    if (!rest) return fail(rest.error());
    return head.size() + *rest;
  }

  void drop_input() override {
    packet_.drop();
    pipes_.drop();
    device_->drop_input(head_in);
    device_->drop_input(body_in);
  }

 private:
  std::unique_ptr<UsbDevice> device_;
  SamPipes pipes_;
  Packet packet_;
};

Result<std::unique_ptr<Port>> open_pipes(const DeviceConfig& config, const Wake& wake) {
  auto device = UsbDevice::open(config.port, wake);
  if (!device) return fail(device.error());
  const std::vector<std::uint8_t>& pipes = (*device)->bulk_pipes();
  const auto has = [&](std::uint8_t pipe) { return std::ranges::find(pipes, pipe) != pipes.end(); };
  if (config.profile == sam_usb_module) {
    if (!has(head_out) || !has(body_out) || !has(head_in) || !has(body_in))
      return fail(Code::invalid, "no pipes 02, 06, 81, 85");
    return std::make_unique<SplitPort>(*std::move(device));
  }
  const auto in = std::ranges::find_if(pipes, is_usb_in);
  const auto out = std::ranges::find_if_not(pipes, is_usb_in);
  if (in == pipes.end() || out == pipes.end()) return fail(Code::invalid, "no pair of bulk pipes");
  const std::uint8_t first_out = *out, first_in = *in;
  return std::make_unique<PairPort>(*std::move(device), first_out, first_in);
}

}  // namespace

std::unique_ptr<Port> sam_port_over_reports(std::unique_ptr<Port> reports) {
  return std::make_unique<ReportsPort>(std::move(reports));
}

Result<std::unique_ptr<Port>> open_sam_port(const DeviceConfig& config, const Wake& wake) {
  if (config.port.kind == PortConfig::Kind::usb) return open_pipes(config, wake);
  if (config.port.kind != PortConfig::Kind::hidraw) return open_port(config.port, wake);
  auto reports = open_hid_reports(config.port, wake);
  if (!reports) return fail(reports.error());
  return sam_port_over_reports(*std::move(reports));
}

std::vector<std::string_view> sam_profiles(PortConfig::Kind kind) {
  if (kind == PortConfig::Kind::hidraw) return {sam_miaxis_hid};
  if (kind == PortConfig::Kind::usb) return {sam_usb_c35a, sam_usb_module};
  return {};
}

}  // namespace yz::hal
