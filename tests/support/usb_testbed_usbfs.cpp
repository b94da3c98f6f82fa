#include "tests/support/usb_testbed_usbfs.h"

#include <linux/usbdevice_fs.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <vector>

namespace yz::test {
namespace {

constexpr std::uint8_t packet_bytes = 64;
constexpr std::uint8_t in_bit = 0x80;

template <class Value>
void put(UMockdevIoctlData* into, std::size_t at, Value value) {
  std::array<guint8, sizeof value> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  umockdev_ioctl_data_update(into, at, bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string Usbfs::descriptors() const {
  const auto low = [](std::size_t value) { return static_cast<std::uint8_t>(value & 0xFFU); };
  const auto high = [](std::size_t value) { return static_cast<std::uint8_t>(value >> 8U); };
  const std::uint8_t pipes = low(gadget_.pipes.size());
  const std::size_t total = 9U + 9U + 7U * pipes;
  // USB 2.0, 9.6: device; configuration; interface of the maker's own class; endpoints, all bulk.
  std::vector<std::uint8_t> bytes{18, 1, 0, 2, 0, 0, 0, packet_bytes};
  for (const std::uint16_t ids : {gadget_.vendor, gadget_.product}) {
    bytes.push_back(low(ids));
    bytes.push_back(high(ids));
  }
  const std::vector<std::uint8_t> rest{0, 1, 1,          2,           0,     1,                  //
                                       9, 2, low(total), high(total), 1,     1,    0, 0x80, 50,  //
                                       9, 4, 0,          0,           pipes, 0xFF, 0, 0,    0};
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  for (const std::uint8_t pipe : gadget_.pipes) {
    const std::array<std::uint8_t, 7> endpoint{7, 5, pipe, 2, packet_bytes, 0, 0};
    bytes.insert(bytes.end(), endpoint.begin(), endpoint.end());
  }
  constexpr const char* digits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

Usbfs::Data Usbfs::resolve(UMockdevIoctlData* pointer, std::size_t at, std::size_t bytes) {
  return Data(umockdev_ioctl_data_resolve(pointer, at, bytes, nullptr));
}

gboolean Usbfs::answer(UMockdevIoctlBase* /*handler*/, UMockdevIoctlClient* client, gpointer usbfs) {
  UMockdevIoctlData* pointer = umockdev_ioctl_client_get_arg(client);  // stays the client's
  const int error = static_cast<Usbfs*>(usbfs)->answer_to(umockdev_ioctl_client_get_request(client), pointer);
  umockdev_ioctl_client_complete(client, error == 0 ? 0 : -1, error);
  return 1;
}

int Usbfs::answer_to(unsigned long request, UMockdevIoctlData* pointer) {
  if (is_gone_) return ENODEV;
  switch (request) {
    case USBDEVFS_CONNECTINFO: {
      const Data info = resolve(pointer, 0, sizeof(usbdevfs_connectinfo));
      put(info.get(), 0, usbdevfs_connectinfo{2, 0});
      return 0;
    }
    case USBDEVFS_GET_CAPABILITIES: {
      const Data capabilities = resolve(pointer, 0, sizeof(__u32));
      put(capabilities.get(), 0, __u32{0});
      return 0;
    }
    case USBDEVFS_CONTROL: {  // which configuration is active: the first
      const Data asked = resolve(pointer, 0, sizeof(usbdevfs_ctrltransfer));
      const Data data = resolve(asked.get(), offsetof(usbdevfs_ctrltransfer, data), 1);
      put(data.get(), 0, std::uint8_t{1});
      return 0;
    }
    case USBDEVFS_CLAIMINTERFACE:
      return gadget_.is_claimed ? EBUSY : 0;
    case USBDEVFS_RELEASEINTERFACE:
      return 0;
    case USBDEVFS_GETDRIVER:
    case USBDEVFS_IOCTL:  // to part it from the kernel's driver
      return ENODATA;     // it has none
    case USBDEVFS_SUBMITURB:
      return submit(pointer);
    case USBDEVFS_REAPURB:
    case USBDEVFS_REAPURBNDELAY:
      return reap(pointer);
    case USBDEVFS_DISCARDURB:
      return discard(pointer);
    default:
      return ENOTTY;
  }
}

int Usbfs::submit(UMockdevIoctlData* pointer) {
  Transfer transfer;
  transfer.urb = resolve(pointer, 0, sizeof(usbdevfs_urb));
  usbdevfs_urb asked;  // filled next; { } would touch its array of no length
  std::memcpy(&asked, transfer.urb->data, sizeof asked);
  transfer.pipe = asked.endpoint;
  transfer.space = static_cast<std::size_t>(asked.buffer_length);
  transfer.buffer = resolve(transfer.urb.get(), offsetof(usbdevfs_urb, buffer), transfer.space);
  if ((transfer.pipe & in_bit) == 0) {
    gadget_.hear(transfer.pipe,
                 std::string(reinterpret_cast<const char*>(transfer.buffer->data), transfer.space));
    transfer.count = static_cast<int>(transfer.space);
    transfer.is_done = true;
  }
  transfers_.push_back(std::move(transfer));
  return 0;
}

void Usbfs::listen(Transfer& transfer) {
  auto packet = gadget_.say(transfer.pipe);
  if (!packet) return;
  packet->resize(std::min(packet->size(), transfer.space));
  umockdev_ioctl_data_update(transfer.buffer.get(), 0, reinterpret_cast<guint8*>(packet->data()),
                             static_cast<int>(packet->size()));
  transfer.count = static_cast<int>(packet->size());
  transfer.is_done = true;
}

int Usbfs::reap(UMockdevIoctlData* pointer) {
  for (Transfer& transfer : transfers_)
    if (!transfer.is_done) listen(transfer);
  const auto done = std::ranges::find_if(transfers_, [](const Transfer& one) { return one.is_done; });
  if (done == transfers_.end()) return EAGAIN;
  put(done->urb.get(), offsetof(usbdevfs_urb, status), done->status);
  put(done->urb.get(), offsetof(usbdevfs_urb, actual_length), done->count);
  const Data place = resolve(pointer, 0, sizeof(void*));
  umockdev_ioctl_data_set_ptr(place.get(), 0, done->urb.get());
  transfers_.erase(done);
  return 0;
}

int Usbfs::discard(UMockdevIoctlData* pointer) {
  unsigned long address = 0;
  std::memcpy(&address, pointer->data, sizeof address);
  const auto meant =
      std::ranges::find_if(transfers_, [&](const Transfer& one) { return one.urb->client_addr == address; });
  if (meant == transfers_.end() || meant->is_done) return EINVAL;
  meant->is_done = true;
  meant->status = -ENOENT;
  return 0;
}

}  // namespace yz::test
