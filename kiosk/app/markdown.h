// The small part of Markdown that notices are written in, as blocks of plain text: headings, paragraphs and
// items of lists. Links and pictures leave only their words. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace yz::kiosk {

struct TextBlock {
  enum class Kind { heading, paragraph, item };
  Kind kind{Kind::paragraph};
  std::string marker;  // of an item: a bullet, or "2."
  std::string text;    // '\n' where a line was broken on purpose
  bool operator==(const TextBlock&) const = default;
};

/// Never fails: whatever it is, it is text. At most 64 KiB are read and 400 blocks given.
[[nodiscard]] std::vector<TextBlock> blocks_of(std::string_view markdown);

/// One thing to say, and the block it is of.
struct SpokenSentence {
  std::size_t block{};
  std::string text;
};
[[nodiscard]] std::vector<SpokenSentence> sentences_of(const std::vector<TextBlock>& blocks);

}  // namespace yz::kiosk
