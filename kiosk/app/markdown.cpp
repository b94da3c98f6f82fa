#include "kiosk/app/markdown.h"

#include <cmark.h>

#include <array>
#include <memory>
#include <optional>

namespace yz::kiosk {
namespace {

constexpr std::size_t markdown_bytes_max = 65'536;
constexpr std::size_t blocks_max = 400;
constexpr const char* bullet = "\u2022";

/// The document's nodes in reading order, collected as blocks.
class Collector {
 public:
  [[nodiscard]] std::vector<TextBlock> take() {
    finish();
    return std::move(blocks_);
  }

  void enter(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_LIST:
        lists_.push_back(cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
                             ? std::optional(cmark_node_get_list_start(node))
                             : std::nullopt);
        return finish();
      case CMARK_NODE_ITEM:
        begin(TextBlock::Kind::item);
        current_.marker = next_marker();
        return;
      case CMARK_NODE_HEADING:
        return begin(TextBlock::Kind::heading);
      case CMARK_NODE_PARAGRAPH:
        // The first paragraph of an item is the item itself.
        if (!is_open_ || current_.kind != TextBlock::Kind::item || !current_.text.empty())
          begin(TextBlock::Kind::paragraph);
        return;
      case CMARK_NODE_CODE_BLOCK:
      case CMARK_NODE_HTML_BLOCK:
        begin(TextBlock::Kind::paragraph);
        add(cmark_node_get_literal(node));
        return finish();
      case CMARK_NODE_IMAGE:
        ++pictures_;
        return;
      case CMARK_NODE_LINEBREAK:
        return add("\n");
      case CMARK_NODE_SOFTBREAK:
        // Chinese is written without blanks; a line of it that was broken in the file goes on.
        if (!current_.text.empty() && static_cast<unsigned char>(current_.text.back()) < 0x80U) add(" ");
        return;
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
      case CMARK_NODE_HTML_INLINE:  // nothing here reads HTML: it is words like others
        return add(cmark_node_get_literal(node));
      default:
        return;
    }
  }
  void leave(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_LIST:
        lists_.pop_back();
        return finish();
      case CMARK_NODE_ITEM:
      case CMARK_NODE_HEADING:
      case CMARK_NODE_PARAGRAPH:
        return finish();
      case CMARK_NODE_IMAGE:
        --pictures_;
        return;
      default:
        return;
    }
  }

 private:
  void begin(TextBlock::Kind kind) {
    finish();
    current_.kind = kind;
    is_open_ = true;
  }
  /// Several blanks are one.
  void add(std::string_view words) {
    if (!is_open_ || pictures_ > 0) return;
    for (const char c : words) {
      const bool is_blank = c == ' ' || c == '\t';
      if (is_blank && !current_.text.empty() && current_.text.back() == ' ') continue;
      current_.text += is_blank ? ' ' : c;
    }
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
    if (lists_.empty() || !lists_.back()) return bullet;
    return std::to_string((*lists_.back())++) + '.';
  }

  std::vector<TextBlock> blocks_;
  TextBlock current_;
  bool is_open_{};
  int pictures_{};
  std::vector<std::optional<int>> lists_;  // of each list around here the next number, where it counts
};

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
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(markdown.data(), size, CMARK_OPT_DEFAULT), cmark_node_free);
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> nodes(cmark_iter_new(document.get()),
                                                                      cmark_iter_free);
  Collector found;
  for (auto event = cmark_iter_next(nodes.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(nodes.get())) {
    cmark_node* node = cmark_iter_get_node(nodes.get());
    event == CMARK_EVENT_ENTER ? found.enter(node) : found.leave(node);
  }
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
