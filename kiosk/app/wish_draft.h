// A wish as it is being written, by whatever way: what the screens wishes.* hand on to each other. Belongs to
// the visit, is wiped with it, and reaches the disk only sealed. UI thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/sensitive.h"
#include "domain/wishes/wishes.h"
#include "hal/photo.h"

namespace yz::kiosk {

/// A photograph as it will be sent: JPEG without metadata, at most hal::photo_bytes_max.
struct Photo {
  Sensitive<std::vector<std::uint8_t>> jpeg;
  int width{};
  int height{};
};

/// A voice message: Ogg Opus, at most hal::voice_bytes_max.
struct VoiceMessage {
  Sensitive<std::vector<std::uint8_t>> file;
  Milliseconds length{};
};

enum class WishContact { not_chosen, card, phone, anonymous };

// The rules' own bounds, in the units that writing, photographing and recording count in.
inline constexpr std::size_t wish_words_max{domain::wish_words_chars_max};  // characters
inline constexpr std::size_t wish_photos_max{domain::wish_photos_count_max};
inline constexpr Milliseconds wish_voice_max{std::chrono::seconds{domain::wish_voice_s_max}};

struct WishDraft {
  std::string kind;      // "wish", "appeal", "proposal"; empty: not chosen
  std::string category;  // an id of the content; empty: not chosen
  std::string place;     // an id of the content; empty: not chosen
  WishContact contact{WishContact::not_chosen};
  Sensitive<std::string> words;
  bool by_pinyin{};  // the words, rather than by hand
  Sensitive<std::string> phone;
  std::optional<VoiceMessage> voice;
  std::vector<std::shared_ptr<const Photo>> photos;
  // Recorded or taken for this wish, and nobody has said yet that it is to be used:
  bool is_voice_tried{};  // the voice desk has it
  std::shared_ptr<const hal::Photograph> photo_tried;

  [[nodiscard]] bool is_empty() const {
    return kind.empty() && category.empty() && place.empty() && contact == WishContact::not_chosen &&
           !has_content();
  }
  /// Something that would be lost by leaving.
  [[nodiscard]] bool has_content() const { return !words.reveal().empty() || voice || !photos.empty(); }
};

}  // namespace yz::kiosk
