#include "kiosk/app/device_desk.h"

#include <algorithm>
#include <array>

namespace yz::kiosk {
namespace {

constexpr std::array readers{hal::DeviceClass::id_reader, hal::DeviceClass::card_reader};

}  // namespace

const DeviceView* DeviceDesk::first(hal::DeviceClass device_class) const {
  const auto found = std::ranges::find(devices_, device_class, &DeviceView::device_class);
  return found == devices_.end() ? nullptr : &*found;
}

bool DeviceDesk::is_usable(hal::DeviceClass device_class) const {
  return std::ranges::any_of(devices_, [device_class](const DeviceView& device) {
    return device.device_class == device_class &&
           (device.status.state == hal::DeviceState::ready || device.status.state == hal::DeviceState::busy);
  });
}

std::optional<hal::DeviceHealth> DeviceDesk::health(const hal::DeviceId& id) const {
  for (hal::DeviceHealth& one : actions_.health()) {
    if (one.now.device == id) return std::move(one);
  }
  return std::nullopt;
}

void DeviceDesk::take(const hal::DeviceChanged& event) {
  auto found = std::ranges::find(devices_, event.device, &DeviceView::id);
  if (found == devices_.end()) found = devices_.insert(devices_.end(), DeviceView{});
  found->id = event.device;
  found->device_class = event.device_class;
  found->status = event.status;
}

void IdentityDesk::arm(Accepts accepts) {
  accepts_ = accepts;
  trouble_.reset();
  refusal_.reset();
  armed_ = true;
  for (const auto reader : readers) actions_.arm(reader);
}

void IdentityDesk::disarm() {
  armed_ = false;
  for (const auto reader : readers) actions_.disarm(reader);
}

std::optional<domain::IdRefusal> IdentityDesk::type_number(const Sensitive<std::string>& number) {
  auto parsed = domain::parse_id_number(number.reveal(), today_());
  if (const auto* refusal = std::get_if<domain::IdRefusal>(&parsed)) return *refusal;
  auto& id = std::get<domain::IdNumber>(parsed);
  domain::Person person;
  person.masked_number = domain::mask_id_number(id.text.reveal());
  person.born = id.born;
  person.id_number = std::move(id.text);
  session_.person = std::move(person);
  refusal_.reset();
  return std::nullopt;
}

std::optional<int> IdentityDesk::age() const {
  if (!session_.person) return std::nullopt;
  return domain::age_on(session_.person->born, today_());
}

void IdentityDesk::take(const hal::CardRead& event) {
  if (!armed_) return;  // whoever asked for it has left
  disarm();
  trouble_.reset();
  // Only the resident card's number follows GB 11643; the others are told apart by their kind and taken as
  // they are.
  if (event.card.kind == hal::CardKind::resident) {
    refusal_ = type_number(event.card.number);
    if (refusal_) return;
  } else {
    domain::Person person;
    person.id_number = event.card.number;
    person.masked_number = domain::mask_id_number(event.card.number.reveal());
    person.born = event.card.born;
    session_.person = std::move(person);
  }
  name_person(event.card.name);
}

void IdentityDesk::take(const hal::SmartCardRead& event) {
  if (!armed_) return;
  if (event.card.kind != hal::SmartCardKind::social && accepts_ == Accepts::any_card) {
    disarm();
    trouble_.reset();
    session_.card_number = event.card.uid;
    return;
  }
  if (event.card.kind != hal::SmartCardKind::social) {
    trouble_ = hal::CardProblem::unsupported;
    for (const auto reader : readers) actions_.arm(reader);  // for the next card
    return;
  }
  disarm();
  trouble_.reset();
  refusal_ = type_number(event.card.number);
  if (refusal_) return;
  name_person(event.card.name);
}

void IdentityDesk::name_person(const Sensitive<std::string>& name) {
  session_.person->name = name;
  session_.person->masked_name = domain::mask_name(name.reveal());
}

void IdentityDesk::take(const hal::CardTrouble& event) {
  if (armed_) trouble_ = event.problem;
}

void IdentityDesk::wipe() {
  if (armed_) disarm();
  trouble_.reset();
  refusal_.reset();
}

void ScanDesk::arm() {
  result_.reset();
  armed_ = true;
  actions_.arm(hal::DeviceClass::scanner);
  actions_.arm(hal::DeviceClass::camera);
}

void ScanDesk::disarm() {
  armed_ = false;
  actions_.disarm(hal::DeviceClass::scanner);
  actions_.disarm(hal::DeviceClass::camera);
}

std::optional<Scanned> ScanDesk::take_result() {
  return std::exchange(result_, std::nullopt);
}

void ScanDesk::take(const hal::CodeScanned& event) {
  if (!armed_) return;
  disarm();  // the scanner did so itself, the camera beside it did not
  result_ = Scanned{event.text, event.too_long};
}

void ScanDesk::wipe() {
  if (armed_) disarm();
  result_.reset();
}

}  // namespace yz::kiosk
