#include "hal/ports/usb_port.h"

#include <fcntl.h>
#include <libusb.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/system_clock.h"
#include "hal/hotplug.h"

namespace yz::hal {
namespace {

constexpr Milliseconds slice{100};               // the bell is listened for in between
constexpr Milliseconds at_once{1};               // libusb takes 0 for "without end"
constexpr std::size_t packet_bytes_max = 1'024;  // USB 3.2, 9.6.6
constexpr int drops_max =
    100;  // packets of 64 bytes: more than any reply; who talks on is met by the next read

tl::unexpected<Error> fail_usb(int error, const std::string& what) {
  const Code code =
      error == LIBUSB_ERROR_ACCESS || error == LIBUSB_ERROR_BUSY ? Code::denied : Code::unavailable;
  return fail(code, what + ": " + libusb_error_name(error));
}

bool is_bulk(const libusb_endpoint_descriptor& endpoint) {
  return (endpoint.bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) == LIBUSB_TRANSFER_TYPE_BULK;
}

struct FreeConfig {
  void operator()(libusb_config_descriptor* config) const { libusb_free_config_descriptor(config); }
};

}  // namespace

struct UsbDevice::Handle {
  int fd{-1};
  libusb_context* context{};
  libusb_device_handle* device{};
  int claimed{-1};  // interface

  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (claimed >= 0) (void)libusb_release_interface(device, claimed);  // closing does it too
    if (device != nullptr) libusb_close(device);
    if (context != nullptr) libusb_exit(context);
    if (fd >= 0) ::close(fd);
  }

  /// What went through within `time`, in one transfer.
  Result<std::size_t> transfer(std::uint8_t pipe, std::span<std::uint8_t> bytes, Milliseconds time) const {
    int done = 0;
    const auto most = static_cast<unsigned>(std::max(time, at_once).count());
    const int error =
        libusb_bulk_transfer(device, pipe, bytes.data(), static_cast<int>(bytes.size()), &done, most);
    // A transfer that ran out of time may have carried something all the same.
    if (error == 0 || error == LIBUSB_ERROR_TIMEOUT) return static_cast<std::size_t>(done);
    if (error == LIBUSB_ERROR_PIPE)
      (void)libusb_clear_halt(device, pipe);  // the next to open finds it usable
    return fail_usb(error, "transfer");
  }
};

UsbDevice::UsbDevice(std::unique_ptr<Handle> handle, const Wake& wake)
    : handle_(std::move(handle)), wake_(wake) {}
UsbDevice::~UsbDevice() = default;

Result<std::unique_ptr<UsbDevice>> UsbDevice::open(const PortConfig& port, const Wake& wake) {
  const auto path = node_of(port);
  if (!path) return fail(path.error());
  auto handle = std::make_unique<Handle>();
  handle->fd = ::open(path->c_str(), O_RDWR | O_CLOEXEC);
  if (handle->fd < 0) {
    const bool is_absent = errno == ENOENT || errno == ENODEV || errno == ENXIO;
    const bool is_denied = errno == EACCES || errno == EPERM;
    return fail(is_absent   ? Code::not_found
                : is_denied ? Code::denied
                            : Code::unavailable,
                *path + ": " + std::strerror(errno));
  }
  // udev has found it already: libusb need not look through all devices, nor hear of new ones.
  (void)libusb_set_option(nullptr, LIBUSB_OPTION_NO_DEVICE_DISCOVERY);  // known since 1.0.24
  if (const int error = libusb_init(&handle->context); error != 0) return fail_usb(error, "libusb");
  if (const int error = libusb_wrap_sys_device(handle->context, handle->fd, &handle->device); error != 0)
    return fail_usb(error, *path);
  std::unique_ptr<UsbDevice> device(new UsbDevice(std::move(handle), wake));
  if (auto claimed = device->claim(); !claimed) return fail(claimed.error());
  return device;
}

Status UsbDevice::claim() {
  libusb_config_descriptor* described = nullptr;
  const int error = libusb_get_active_config_descriptor(libusb_get_device(handle_->device), &described);
  if (error != 0) return fail_usb(error, "description");
  const std::unique_ptr<libusb_config_descriptor, FreeConfig> config(described);
  for (const libusb_interface& interface : std::span(config->interface, config->bNumInterfaces)) {
    if (interface.num_altsetting < 1) continue;
    const libusb_interface_descriptor& usual = interface.altsetting[0];
    for (const libusb_endpoint_descriptor& endpoint : std::span(usual.endpoint, usual.bNumEndpoints))
      if (is_bulk(endpoint)) pipes_.push_back(endpoint.bEndpointAddress);
    if (pipes_.empty()) continue;
    // A driver of the kernel's that has it gets it back when we close. Not all kernels can: then claiming
    // fails.
    (void)libusb_set_auto_detach_kernel_driver(handle_->device, 1);
    const int claimed = libusb_claim_interface(handle_->device, usual.bInterfaceNumber);
    if (claimed != 0) return fail_usb(claimed, "interface");
    handle_->claimed = usual.bInterfaceNumber;
    return {};
  }
  return fail(Code::invalid, "no bulk pipes");
}

std::size_t UsbDevice::packet_bytes(std::uint8_t pipe) const {
  const int bytes = libusb_get_max_packet_size(libusb_get_device(handle_->device), pipe);
  return bytes > 0 ? std::min(static_cast<std::size_t>(bytes), packet_bytes_max) : packet_bytes_max;
}

Result<std::size_t> UsbDevice::read(std::uint8_t pipe, std::span<std::uint8_t> into, Milliseconds time) {
  const SystemClock clock;
  const Milliseconds until = clock.mono() + time;
  for (;;) {
    const Milliseconds left = std::max(until - clock.mono(), Milliseconds{0});
    auto count = handle_->transfer(pipe, into, std::min(left, slice));
    if (!count || *count > 0) return count;
    if (wake_.wait(Milliseconds{0}) || clock.mono() >= until) return 0;
  }
}

Result<std::size_t> UsbDevice::write(std::uint8_t pipe, std::span<const std::uint8_t> bytes,
                                     Milliseconds time) {
  // libusb asks for bytes that it may change, and does not for a pipe that goes out.
  std::vector<std::uint8_t> copy(bytes.begin(), bytes.end());
  return handle_->transfer(pipe, copy, time);
}

void UsbDevice::drop_input(std::uint8_t pipe) {
  std::array<std::uint8_t, packet_bytes_max> rest{};
  const auto space = std::span(rest).first(packet_bytes(pipe));
  for (int i = 0; i < drops_max; ++i) {
    const auto count = handle_->transfer(pipe, space, at_once);
    if (!count || *count == 0) break;
  }
  rest.fill(0);
}

}  // namespace yz::hal
