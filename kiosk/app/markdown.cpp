#include "kiosk/app/markdown.h"

#include <md4c.h>

#include <array>

namespace yz::kiosk {
namespace {

constexpr std::size_t markdown_bytes_max = 65'536;
constexpr std::size_t blocks_max = 400;
constexpr const char* bullet = "\u2022";
constexpr const char* unreadable = "\uFFFD";

/// What md4c tells, block by block, collected.
class Collector {
 public:
  [[nodiscard]] std::vector<TextBlock> take() {
    finish();
    return std::move(blocks_);
  }

  void enter(MD_BLOCKTYPE type, const void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        lists_.push_back(0);
        return;
      case MD_BLOCK_OL:
        lists_.push_back(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start);
        return;
      case MD_BLOCK_LI:
        begin(TextBlock::Kind::item);
        current_.marker = next_marker();
        return;
      case MD_BLOCK_H:
        return begin(TextBlock::Kind::heading);
      case MD_BLOCK_P:
        // The first paragraph of an item is the item itself.
        if (!is_open_ || current_.kind != TextBlock::Kind::item || !current_.text.empty())
          begin(TextBlock::Kind::paragraph);
        return;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        return begin(TextBlock::Kind::paragraph);
      default:
        return;
    }
  }
  void leave(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        if (!lists_.empty()) lists_.pop_back();
        return finish();
      case MD_BLOCK_LI:
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        return finish();
      default:
        return;
    }
  }
  void picture(bool is_in) { pictures_ += is_in ? 1 : -1; }
  void text(MD_TEXTTYPE type, std::string_view words) {
    if (!is_open_ || pictures_ > 0) return;
    switch (type) {
      case MD_TEXT_NULLCHAR:
        current_.text += unreadable;
        return;
      case MD_TEXT_BR:
        current_.text += '\n';
        return;
      case MD_TEXT_SOFTBR:
        // Chinese is written without blanks; a line of it that was broken in the file goes on.
        if (!current_.text.empty() && static_cast<unsigned char>(current_.text.back()) < 0x80U)
          current_.text += ' ';
        return;
      case MD_TEXT_ENTITY:
        current_.text += entity(words);
        return;
      default:
        current_.text += words;
    }
  }

 private:
  void begin(TextBlock::Kind kind) {
    finish();
    current_.kind = kind;
    is_open_ = true;
  }
  void finish() {
    if (!is_open_) return;
    is_open_ = false;
    while (!current_.text.empty() && (current_.text.back() == '\n' || current_.text.back() == ' '))
      current_.text.pop_back();
    if (!current_.text.empty() && blocks_.size() < blocks_max) blocks_.push_back(std::move(current_));
    current_ = {};
  }
  std::string next_marker() {
    if (lists_.empty() || lists_.back() == 0) return bullet;
    return std::to_string(lists_.back()++) + '.';
  }
  static std::string entity(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> known{
        {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}}};
    for (const auto& [entity_name, character] : known) {
      if (entity_name == name) return std::string(character);
    }
    return std::string(name);
  }

  std::vector<TextBlock> blocks_;
  TextBlock current_;
  bool is_open_{};
  int pictures_{};
  std::vector<unsigned> lists_;  // of each list around here the next number; 0: it has none
};

Collector& collector(void* user) {
  return *static_cast<Collector*>(user);
}
int enter_block(MD_BLOCKTYPE type, void* detail, void* user) {
  collector(user).enter(type, detail);
  return 0;
}
int leave_block(MD_BLOCKTYPE type, void*, void* user) {
  collector(user).leave(type);
  return 0;
}
int enter_span(MD_SPANTYPE type, void*, void* user) {
  if (type == MD_SPAN_IMG) collector(user).picture(true);
  return 0;
}
int leave_span(MD_SPANTYPE type, void*, void* user) {
  if (type == MD_SPAN_IMG) collector(user).picture(false);
  return 0;
}
int take_text(MD_TEXTTYPE type, const MD_CHAR* words, MD_SIZE size, void* user) {
  collector(user).text(type, {words, size});
  return 0;
}

/// Ends a sentence: the bytes of the mark, 0 where there is none. Full-width marks are three bytes each.
std::size_t sentence_mark(std::string_view text, std::size_t at) {
  static constexpr std::array marks{"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", "\xEF\xBC\x9B",
                                    "! ",           "? ",           ". ",           "\n"};
  for (const std::string_view mark : marks) {
    if (text.substr(at, mark.size()) == mark) return mark.size();
  }
  return 0;
}

}  // namespace

std::vector<TextBlock> blocks_of(std::string_view markdown) {
  std::size_t size = std::min(markdown.size(), markdown_bytes_max);
  // Not in the middle of a character.
  while (size < markdown.size() && size > 0 && (static_cast<unsigned char>(markdown[size]) & 0xC0U) == 0x80U)
    --size;
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML | MD_FLAG_COLLAPSEWHITESPACE;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = take_text;
  Collector found;
  if (md_parse(markdown.data(), static_cast<MD_SIZE>(size), &parser, &found) != 0)
    return {{TextBlock::Kind::paragraph, {}, std::string(markdown.substr(0, size))}};  // no memory: as it is
  return found.take();
}

std::vector<SpokenSentence> sentences_of(const std::vector<TextBlock>& blocks) {
  std::vector<SpokenSentence> all;
  for (std::size_t block = 0; block < blocks.size(); ++block) {
    const std::string_view text = blocks[block].text;
    std::size_t from = 0;
    const auto add = [&](std::size_t to) {
      std::string sentence(text.substr(from, to - from));
      std::erase(sentence, '\n');
      if (sentence.find_first_not_of(' ') != std::string::npos) all.push_back({block, std::move(sentence)});
      from = to;
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (const std::size_t mark = sentence_mark(text, at); mark > 0) add(at += mark), --at;
    }
    add(text.size());
  }
  return all;
}

}  // namespace yz::kiosk
