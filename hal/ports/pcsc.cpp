#include "hal/ports/pcsc.h"

#include <winscard.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace yz::hal {
namespace {

constexpr std::size_t readers_max = PCSCLITE_MAX_READERS_CONTEXTS;
constexpr std::size_t names_bytes_max = readers_max * (MAX_READERNAME + 1) + 1;
// A pretended reader whose state is "which readers there are" (pcsc-lite, SCardGetStatusChange).
constexpr const char* plug_and_play = R"(\\?PnP?\Notification)";
constexpr unsigned changes_shift = 16;

Code code_of(LONG result) {
  switch (result) {
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE:
      return Code::not_found;
    case SCARD_E_SHARING_VIOLATION:
      return Code::denied;
    case SCARD_W_UNRESPONSIVE_CARD:
    case SCARD_W_UNPOWERED_CARD:
    case SCARD_W_UNSUPPORTED_CARD:
    case SCARD_W_RESET_CARD:
    case SCARD_E_PROTO_MISMATCH:
    case SCARD_E_NOT_TRANSACTED:
    case SCARD_E_INSUFFICIENT_BUFFER:
      return Code::corrupt;
    default:
      return Code::unavailable;
  }
}

std::string text_of(LONG result) {
  return std::string("smart-card service: ") + pcsc_stringify_error(result);
}
auto fail_as(LONG result) {
  return fail(code_of(result), text_of(result));
}

class Card final : public PcscCard {
 public:
  Card(SCARDHANDLE handle, DWORD protocol) : handle_(handle), protocol_(protocol) {}
  // Power stays on: the next look at the same card is quicker. A service that is gone has let go of it.
  ~Card() override { (void)SCardDisconnect(handle_, SCARD_LEAVE_CARD); }
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

  std::vector<std::uint8_t> atr() const override {
    std::array<std::uint8_t, MAX_ATR_SIZE> bytes{};
    DWORD size = bytes.size();
    DWORD name_size = 0;
    DWORD state = 0;
    DWORD protocol = 0;
    const LONG result = SCardStatus(handle_, nullptr, &name_size, &state, &protocol, bytes.data(), &size);
    if (result != SCARD_S_SUCCESS) return {};
    return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min<DWORD>(size, bytes.size()))};
  }

  Result<Sensitive<std::vector<std::uint8_t>>> transmit(std::span<const std::uint8_t> bytes) override {
    std::vector<std::uint8_t> answer(MAX_BUFFER_SIZE);
    DWORD size = answer.size();
    const SCARD_IO_REQUEST* header = protocol_ == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1;
    const LONG result =
        SCardTransmit(handle_, header, bytes.data(), bytes.size(), nullptr, answer.data(), &size);
    if (result != SCARD_S_SUCCESS) return fail_as(result);
    answer.resize(std::min<std::size_t>(size, answer.size()));
    return Sensitive(std::move(answer));
  }

 private:
  SCARDHANDLE handle_;
  DWORD protocol_;
};

class Service final : public PcscService {
 public:
  explicit Service(SCARDCONTEXT context) : context_(context) {}
  ~Service() override { (void)SCardReleaseContext(context_); }  // a service that is gone has forgotten it
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  Result<std::vector<std::string>> readers() override {
    std::array<char, names_bytes_max> names{};
    DWORD size = names.size();
    const LONG result = SCardListReaders(context_, nullptr, names.data(), &size);
    if (result == SCARD_E_NO_READERS_AVAILABLE) return std::vector<std::string>{};
    if (result != SCARD_S_SUCCESS) return fail_as(result);
    std::vector<std::string> found;
    // Names end with a zero, the list with an empty name.
    std::string_view rest(names.data(), std::min<std::size_t>(size, names.size()));
    while (!rest.empty() && rest.front() != '\0' && found.size() < readers_max) {
      found.emplace_back(rest.substr(0, rest.find('\0')));
      rest.remove_prefix(std::min(found.back().size() + 1, rest.size()));
    }
    return found;
  }

  Status wait(std::span<PcscReader> readers, Milliseconds time) override {
    std::vector<SCARD_READERSTATE> states;
    states.reserve(readers.size() + 1);
    for (const PcscReader& reader : readers) {
      SCARD_READERSTATE state{};
      state.szReader = reader.name.c_str();
      state.dwCurrentState = reader.state;
      states.push_back(state);
    }
    SCARD_READERSTATE notice{};
    notice.szReader = plug_and_play;
    states.push_back(notice);
    const LONG result =
        SCardGetStatusChange(context_, static_cast<DWORD>(time.count()), states.data(), states.size());
    if (result != SCARD_S_SUCCESS && result != SCARD_E_TIMEOUT) return fail_as(result);
    for (std::size_t i = 0; i < readers.size(); ++i) {
      // The mark that it changed is for the caller; with it the next wait would return at once.
      readers[i].state = static_cast<std::uint32_t>(states[i].dwEventState & ~DWORD{SCARD_STATE_CHANGED});
    }
    return {};
  }

  Result<std::unique_ptr<PcscCard>> connect(const std::string& reader) override {
    SCARDHANDLE handle = 0;
    DWORD protocol = 0;
    const LONG result = SCardConnect(context_, reader.c_str(), SCARD_SHARE_SHARED,
                                     SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1, &handle, &protocol);
    if (result != SCARD_S_SUCCESS) return fail_as(result);
    return std::make_unique<Card>(handle, protocol);
  }

 private:
  SCARDCONTEXT context_;
};

}  // namespace

bool PcscReader::has_card() const {
  return (state & SCARD_STATE_PRESENT) != 0;
}

bool PcscReader::is_mute() const {
  return has_card() && (state & SCARD_STATE_MUTE) != 0;
}

std::uint32_t PcscReader::changes() const {
  return state >> changes_shift;
}

Result<std::unique_ptr<PcscService>> PcscService::open() {
  SCARDCONTEXT context = 0;
  const LONG result = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  // Whatever it is, trying again later is all that can be done.
  if (result != SCARD_S_SUCCESS) return fail(Code::unavailable, text_of(result));
  return std::make_unique<Service>(context);
}

}  // namespace yz::hal
