#include "kiosk/app/photo_desk.h"

#include <algorithm>

namespace yz::kiosk {
namespace {

bool is_well(const DeviceView& device) {
  return device.status.state == hal::DeviceState::ready || device.status.state == hal::DeviceState::busy;
}

}  // namespace

const DeviceView* PhotoDesk::find_camera() const {
  const auto found = std::ranges::find_if(devices_.all(), [](const DeviceView& device) {
    return device.device_class == hal::DeviceClass::camera && is_well(device);
  });
  return found == devices_.all().end() ? nullptr : &*found;
}

void PhotoDesk::open() {
  wipe();
  const DeviceView* camera = find_camera();
  if (camera == nullptr || !session_.may_photograph || session_.wish.photos.size() >= wish_photos_max) return;
  camera_ = camera->id;
  actions_.watch(*camera_, true);
}

void PhotoDesk::shoot() {
  if (!camera_ || ask_) return;
  has_failed_ = false;
  ask_ = ++last_ask_;
  if (actions_.take_photo(*camera_, *ask_)) return;
  ask_.reset();
  has_failed_ = true;
}

void PhotoDesk::close() {
  if (camera_) actions_.watch(*camera_, false);
  camera_.reset();
  seen_.reset();
  ask_.reset();
}

void PhotoDesk::wipe() {
  close();
  session_.wish.photo_tried.reset();
  has_failed_ = false;
}

bool PhotoDesk::keep() {
  auto& photos = session_.wish.photos;
  const auto& taken = session_.wish.photo_tried;
  if (taken == nullptr || photos.size() >= wish_photos_max) return false;
  photos.push_back(std::make_shared<const Photo>(Photo{taken->jpeg, taken->width, taken->height}));
  session_.has_unsent = true;
  wipe();
  return true;
}

PhotoState PhotoDesk::state() const {
  if (session_.wish.photo_tried != nullptr) return PhotoState::taken;
  if (ask_) return PhotoState::taking;
  if (camera_) return PhotoState::live;
  return find_camera() == nullptr ? PhotoState::no_camera : PhotoState::closed;
}

std::shared_ptr<const hal::ColourPicture> PhotoDesk::still() const {
  const auto& taken = session_.wish.photo_tried;
  if (taken == nullptr) return nullptr;
  return {taken, &taken->shown};
}

bool PhotoDesk::is_dark() const {
  const auto& taken = session_.wish.photo_tried;
  return taken != nullptr && taken->light < photo_dark_below;
}

void PhotoDesk::take(const hal::DeviceChanged& event) {
  const DeviceView changed{event.device, event.device_class, event.status};
  if (camera_ == event.device && !is_well(changed)) close();
}

void PhotoDesk::take(const hal::FrameSeen& event) {
  if (camera_ == event.device) seen_ = event.picture;
}

void PhotoDesk::take(const hal::PhotoTaken& event) {
  if (ask_ != event.ask) return;  // the screen was left meanwhile
  close();
  session_.wish.photo_tried = event.photo;
}

void PhotoDesk::take(const hal::PhotoFailed& event) {
  if (ask_ != event.ask) return;
  ask_.reset();
  has_failed_ = true;
}

}  // namespace yz::kiosk
