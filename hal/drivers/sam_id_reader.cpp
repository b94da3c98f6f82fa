// An ID-card reader with a SAM_V module (docs/formats/id-reader.md): find, select, read, and nothing again
// until the card was lifted. Over a serial line or TCP, or over USB in one of the framings of sam_ports.h.
#include <algorithm>
#include <array>
#include <utility>

#include "base/system_clock.h"
#include "base/wipe.h"
#include "hal/drivers/driver.h"
#include "hal/drivers/sam_card.h"
#include "hal/drivers/sam_frame.h"
#include "hal/drivers/sam_ports.h"
#include "hal/probe.h"

namespace yz::hal {
namespace {

constexpr Milliseconds short_time{1'000};  // status, find, select
constexpr Milliseconds read_time{3'500};
constexpr Milliseconds find_every{300};
constexpr Milliseconds status_every{5'000};  // while nobody wants a card
constexpr Milliseconds silence{50};
constexpr Milliseconds probe_time{700};  // status again, of what may be no reader at all
constexpr int usual_baud = 115'200;
constexpr int status_tries = 3;
constexpr int missed_finds = 2;  // "find" fails: the card was lifted

struct Request {
  std::uint8_t command, parameter;
};
constexpr Request reset{0x10, 0xFF};
constexpr Request module_status{0x11, 0xFF};
constexpr Request find{0x20, 0x01};
constexpr Request select{0x20, 0x02};
constexpr Request read_text{0x30, 0x01};

namespace sw3 {
constexpr std::uint8_t ok = 0x90;
constexpr std::uint8_t found = 0x9F;
constexpr std::uint8_t rejected_first = 0x32;  // 32, 33, 40: not a genuine card of ours
constexpr std::uint8_t signature = 0x33;
constexpr std::uint8_t wrong_kind = 0x40;
constexpr std::uint8_t self_test = 0x60;
constexpr std::uint8_t unauthorised = 0x66;
constexpr std::uint8_t none = 0x80;
}  // namespace sw3

class SamIdReader final : public Driver {
 public:
  explicit SamIdReader(const DriverParts& parts) : config_(parts.config), wake_(parts.wake) {}

  Status serve(DriverHost& host) override {
    port_.reset();  // still open where something threw: the same line cannot be opened twice
    auto opened = open_sam_port(config_, wake_);
    if (!opened) return fail(opened.error());
    port_ = *std::move(opened);
    frames_.drop();
    is_new_ = true;
    Status served = work(host);
    port_.reset();
    return served;
  }

 private:
  Status work(DriverHost& host) {
    if (auto woken = wake_module(host); !woken) return woken;
    Milliseconds checked = host.clock().mono();
    while (!host.is_stopping()) {
      if (host.is_armed() || is_card_left_) {
        if (auto looked = look_for_card(host); !looked) return looked;
        host.wait(find_every);
      } else {
        if (host.clock().mono() - checked >= status_every) {
          if (auto woken = wake_module(host); !woken) return woken;
          checked = host.clock().mono();
        }
        host.wait(status_every);
      }
    }
    return {};
  }

  /// Module status, with a reset when it does not come; says how the reader is.
  Status wake_module(DriverHost& host) {
    for (int attempt = 0; attempt < status_tries + 1 && !host.is_stopping(); ++attempt) {
      if (attempt == status_tries) {
        if (auto was_reset = reset_module(host); !was_reset) return was_reset;
      }
      const auto reply = talk(host, module_status, short_time);
      if (reply && reply->sw3 == sw3::ok) return be_ready(host);
      if (reply && is_module_fault(reply->sw3)) {
        const bool is_tried_again = reply->sw3 == sw3::self_test && !is_fault_reset_;
        if (auto met = meet_fault(host, reply->sw3); !met || !is_tried_again) return met;
      }
      if (!reply && reply.error().code == Code::unavailable) return fail(reply.error());
    }
    if (host.is_stopping()) return {};
    return fail(Code::unavailable, "the module does not answer");
  }

  static bool is_module_fault(std::uint8_t code) {
    return code == sw3::self_test || code == sw3::unauthorised;
  }

  Status be_ready(DriverHost& host) {
    // A module that begins anew would find the last resident's card once more, if it still lies there.
    if (is_new_ && was_read_) {
      const auto again = talk(host, find, short_time);
      if (!again && again.error().code == Code::unavailable) return fail(again.error());
      if (!again) return {};  // asked again before anything is read
      if (again->sw3 == sw3::found) is_card_left_ = true;
    }
    is_new_ = false;
    is_fault_reset_ = false;
    host.set_status(DeviceState::ready, {}, "");
    return {};
  }

  Status reset_module(DriverHost& host) {
    is_new_ = true;
    const auto answer = talk(host, reset, short_time);
    if (!answer && answer.error().code == Code::unavailable) return fail(answer.error());
    return {};
  }

  /// A self test that failed is tried once more: the module is reset.
  Status meet_fault(DriverHost& host, std::uint8_t code) {
    if (code == sw3::self_test && !std::exchange(is_fault_reset_, true)) return reset_module(host);
    constexpr const char* digits = "0123456789ABCDEF";
    const std::string text{digits[code >> 4U], digits[code & 0xFU]};
    host.set_status(DeviceState::fault, {Reason::hardware}, "module code " + text);
    return {};
  }

  /// `unavailable`: the port is gone; `not_found`: no answer in time; `corrupt`: an answer that was none.
  Result<SamReply> talk(DriverHost& host, const Request& request, Milliseconds time) {
    port_->drop_input();
    frames_.drop();
    const auto bytes = sam_request(request.command, request.parameter);
    const auto sent = port_->write(bytes, time);
    if (!sent) return fail(sent.error());
    const Milliseconds until = host.clock().mono() + time;
    std::array<std::uint8_t, 256> in{};
    while (host.clock().mono() < until && !host.is_stopping()) {
      const auto count = port_->read(in, std::min(until - host.clock().mono(), find_every));
      if (!count) return fail(count.error());
      for (std::size_t i = 0; i < *count; ++i) {
        auto frame = frames_.take(in.at(i));
        if (!frame) continue;
        wipe(std::span(in));
        if (!*frame) settle();
        return *std::move(frame);
      }
    }
    frames_.drop();
    wipe(std::span(in));
    return fail(Code::not_found, "no answer");
  }

  /// After rubbish: wait until the line is quiet, so that the next answer begins at its beginning.
  void settle() {
    std::array<std::uint8_t, 256> rest{};
    constexpr int rounds_max = 200;
    for (int i = 0; i < rounds_max; ++i) {
      const auto count = port_->read(rest, silence);
      if (!count || *count == 0) break;
    }
    wipe(std::span(rest));
  }

  Status look_for_card(DriverHost& host) {
    const auto found = talk(host, find, short_time);
    if (!found) return miss(host, found.error());
    silent_ = 0;
    if (is_module_fault(found->sw3)) return meet_fault(host, found->sw3);
    if (auto ready = be_ready(host); !ready || is_new_) return ready;
    if (found->sw3 != sw3::found) {
      note_removed(host);
      return {};
    }
    lifted_ = 0;
    if (!is_card_left_) was_read_ = false;  // another card than the one before
    if (is_card_left_ || !host.is_armed()) return {};
    return read_card(host);
  }

  Status read_card(DriverHost& host) {
    const auto selected = talk(host, select, short_time);
    if (!selected) return trouble_from(host, selected.error());
    if (selected->sw3 != sw3::ok) return tell_unread(host);
    host.set_status(DeviceState::busy, {}, "");
    auto reply = talk(host, read_text, read_time);
    host.set_status(DeviceState::ready, {}, "");
    if (!reply) return trouble_from(host, reply.error());
    if (reply->sw3 != sw3::ok) {
      const bool is_foreign =
          reply->sw3 == sw3::rejected_first || reply->sw3 == sw3::signature || reply->sw3 == sw3::wrong_kind;
      if (is_foreign) return tell(host, CardProblem::unsupported, true);
      return tell_unread(host);
    }
    auto card = parse_card(reply->data);
    std::fill(reply->data.begin(), reply->data.end(),
              std::uint8_t{0});  // photo, address and all else end here
    if (!card) {
      return tell(host,
                  card.error().code == Code::unsupported ? CardProblem::unsupported : CardProblem::unread,
                  true);
    }
    is_card_left_ = true;
    was_read_ = true;
    host.disarm();
    host.send(CardRead{host.device(), *std::move(card)});
    return {};
  }

  /// `stays`: the card still lies there and is not tried again before it was lifted.
  Status tell(DriverHost& host, CardProblem problem, bool stays) {
    is_card_left_ = stays;
    host.send(CardTrouble{host.device(), problem});
    return {};
  }

  Status trouble_from(DriverHost& host, const Error& error) {
    if (error.code == Code::unavailable) return fail(error);
    if (host.is_stopping()) return {};
    if (auto woken = wake_module(host); !woken) {
      (void)tell(host, CardProblem::unread, false);  // never fails; the reader's own state says the rest
      return woken;
    }
    return tell_unread(host);
  }

  /// A card that is gone now was lifted too early; one that still lies there could not be read. Only after a
  /// reset does the module find a card again that it has begun to read.
  Status tell_unread(DriverHost& host) {
    if (auto was_reset = reset_module(host); !was_reset) return was_reset;
    is_new_ = false;  // whether the card is left is found out here
    const auto again = talk(host, find, short_time);
    const bool is_gone = again && again->sw3 == sw3::none;
    return tell(host, is_gone ? CardProblem::away : CardProblem::unread, !is_gone);
  }

  /// No answer, or rubbish: once is nothing, more and the module is asked how it is.
  Status miss(DriverHost& host, const Error& error) {
    if (error.code == Code::unavailable) return fail(error);
    if (host.is_stopping() || ++silent_ < missed_finds) return {};
    silent_ = 0;
    return wake_module(host);
  }

  void note_removed(DriverHost& host) {
    if (!is_card_left_) return;
    // After a read "find" fails though the card lies there; twice in a row the next one is waited for.
    if (++lifted_ < missed_finds) return;
    lifted_ = 0;
    is_card_left_ = false;
    host.send(CardRemoved{host.device()});
  }

  DeviceConfig config_;
  const Wake& wake_;
  std::unique_ptr<Port> port_;
  SamFrames frames_;
  bool is_card_left_{};    // not read before it was lifted
  bool was_read_{true};    // the last card, also by a driver before this one; it may still lie there
  bool is_new_{};          // the module was reset, or the port opened: it finds every card
  bool is_fault_reset_{};  // tried since it was last well
  int lifted_{};
  int silent_{};
};

/// What the line answers when it is asked as a module; nothing: no module, or it cannot be asked.
std::optional<SamReply> ask_line(const std::string& path) {
  if (!why_closed(path).empty()) return std::nullopt;
  const Wake wake;
  const auto port = open_port({PortConfig::Kind::serial, path, usual_baud}, wake);
  if (!port) return std::nullopt;
  const SystemClock clock;
  const Milliseconds until = clock.mono() + probe_time;
  const auto request = sam_request(module_status.command, module_status.parameter);
  if (!(*port)->write(request, probe_time)) return std::nullopt;
  SamFrames frames;
  std::array<std::uint8_t, 256> in{};
  while (clock.mono() < until) {
    const auto count = (*port)->read(in, std::max(until - clock.mono(), Milliseconds{0}));
    if (!count) return std::nullopt;
    for (std::size_t i = 0; i < *count; ++i) {
      const auto frame = frames.take(in.at(i));
      if (frame && *frame) return **frame;
    }
  }
  return std::nullopt;
}

/// Lines that the kernel numbers for itself: /dev/tty1 and its kin are the text screens.
bool may_lead_out(const FoundNode& node) {
  return node.kind == PortConfig::Kind::serial && (node.usb || node.path.starts_with("/dev/ttyS"));
}

/// What public programs for readers on USB look for. One that is not on a line is not asked: what else has
/// its numbers might take the question for something.
struct KnownModel {
  PortConfig::Kind kind;
  std::uint16_t vendor, product;
  std::string_view profile;
  const char* note;
};
constexpr const char* hid_note =
    "only its USB numbers speak for an ID-card reader, and none of its kind has been tried";
constexpr const char* pipes_note =
    "only its USB numbers speak for an ID-card reader, and none of its kind has been tried; if it stays "
    "silent, "
    "try profile usb-module";
constexpr std::array known_models{
    KnownModel{PortConfig::Kind::hidraw, 0x10C4, 0x0007, sam_miaxis_hid, hid_note},
    KnownModel{PortConfig::Kind::hidraw, 0x203B, 0x0101, sam_miaxis_hid, hid_note},  // the same, until 2016
    KnownModel{PortConfig::Kind::usb, 0x0400, 0xC35A, sam_usb_c35a, pipes_note},
};

const KnownModel* known_model(const FoundNode& node) {
  const auto known = std::ranges::find_if(known_models, [&](const KnownModel& one) {
    return node.kind == one.kind && node.usb && node.usb->vendor == one.vendor &&
           node.usb->product == one.product;
  });
  return known == known_models.end() ? nullptr : &*known;
}

FoundDevice found_at(const FoundNode& node) {
  return {.config = {DeviceId{"id-reader"}, DeviceClass::id_reader, "sam-id-reader", port_of(node), ""},
          .node = node.path,
          .says = node.name};
}

}  // namespace

Result<std::unique_ptr<Driver>> make_sam_id_reader(const DriverParts& parts) {
  return std::make_unique<SamIdReader>(parts);
}

std::vector<FoundDevice> find_sam_id_readers(std::span<const FoundNode> nodes) {
  std::vector<FoundDevice> found;
  for (const FoundNode& node : nodes) {
    if (const KnownModel* model = known_model(node)) {
      FoundDevice& device = found.emplace_back(found_at(node));
      device.config.profile = model->profile;
      device.note = model->note;
      continue;
    }
    const auto reply = may_lead_out(node) ? ask_line(node.path) : std::nullopt;
    if (!reply) continue;
    FoundDevice& device = found.emplace_back(found_at(node));
    device.config.port.number = usual_baud;
    device.says += reply->sw3 == sw3::ok ? "; its module is well" : "; its module tells a fault";
    device.is_sure = true;
  }
  return found;
}

}  // namespace yz::hal
