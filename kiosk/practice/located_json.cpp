#include "kiosk/practice/located_json.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

namespace yz::practice {
namespace {

using Json = nlohmann::json;

constexpr std::size_t values_max = 20'000;
constexpr std::size_t depth_max = 24;
constexpr std::size_t members_max = 64;

/// Reads the text and lets the handler know how far.
class Counted {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Counted(const char* at, const char** seen) : at_(at), seen_(seen) {}
  reference operator*() const { return *at_; }
  Counted& operator++() {
    *seen_ = ++at_;
    return *this;
  }
  Counted operator++(int) {
    Counted before = *this;
    ++*this;
    return before;
  }
  bool operator==(const Counted& other) const { return at_ == other.at_; }
  bool operator!=(const Counted& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** seen_;
};

/// The names are nlohmann-json's.
class Handler {
 public:
  explicit Handler(std::string_view text) : text_(text), seen(text.data()), counted_(text.data()) {}

  bool null() { return put(JsonNode::Kind::null) != nullptr; }
  bool boolean(bool value) {
    JsonNode* node = put(JsonNode::Kind::flag);
    if (node != nullptr) node->flag = value;
    return node != nullptr;
  }
  bool number_integer(Json::number_integer_t value) {
    JsonNode* node = put(JsonNode::Kind::whole);
    if (node != nullptr) node->whole = value;
    return node != nullptr;
  }
  bool number_unsigned(Json::number_unsigned_t value) {
    // What an integer cannot hold is no number that a pack needs.
    if (value > static_cast<Json::number_unsigned_t>(std::numeric_limits<std::int64_t>::max()))
      return put(JsonNode::Kind::real) != nullptr;
    return number_integer(static_cast<std::int64_t>(value));
  }
  bool number_float(Json::number_float_t, const std::string&) { return put(JsonNode::Kind::real) != nullptr; }
  bool string(std::string& value) {
    JsonNode* node = put(JsonNode::Kind::text);
    if (node != nullptr) node->text = std::move(value);
    return node != nullptr;
  }
  bool binary(Json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
  bool start_array(std::size_t) { return open(JsonNode::Kind::list); }
  bool key(std::string& name) {
    name_ = std::move(name);
    if (open_.back()->inside.size() == members_max) return wrong("more than 64 members in one object");
    if (open_.back()->find(name_) == nullptr) return true;
    return wrong("\"" + name_ + "\" stands here twice");
  }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool parse_error(std::size_t, const std::string&, const Json::exception& error) {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error while …"
    std::string_view what = error.what();
    const auto column = what.find("column ");
    if (column != std::string_view::npos)
      what.remove_prefix(std::min(what.size(), what.find(": ", column) + 2));
    return wrong("no JSON: " + std::string(what));
  }

  JsonNode root;
  JsonFault fault;

 private:
  [[nodiscard]] int line() {
    // The last character read is the token's own, or the one that ended a number.
    const char* until = seen == text_.data() ? seen : seen - 1;
    for (; counted_ < until; ++counted_) lines_ += *counted_ == '\n' ? 1 : 0;
    return lines_;
  }
  bool wrong(std::string what) {
    fault = {line(), std::move(what)};
    return false;
  }
  JsonNode* put(JsonNode::Kind kind) {
    if (++values_ > values_max) {
      wrong("more than 20,000 values");
      return nullptr;
    }
    JsonNode* node = &root;
    if (!open_.empty()) node = &open_.back()->inside.emplace_back();
    node->kind = kind;
    node->line = line();
    node->name = std::exchange(name_, {});
    return node;
  }
  bool open(JsonNode::Kind kind) {
    if (open_.size() == depth_max) return wrong("more than 24 lists and objects in one another");
    JsonNode* node = put(kind);
    // It stays where it is while it is open: only the innermost list grows.
    if (node != nullptr) open_.push_back(node);
    return node != nullptr;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  std::string_view text_;

 public:
  const char* seen;  // one behind the last character read

 private:
  const char* counted_;
  int lines_{1};
  std::size_t values_{};
  std::string name_;
  std::vector<JsonNode*> open_;
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view member) const {
  const auto found =
      std::find_if(inside.begin(), inside.end(), [&](const JsonNode& node) { return node.name == member; });
  return kind != Kind::object || found == inside.end() ? nullptr : &*found;
}

tl::expected<JsonNode, JsonFault> parse_located(std::string_view json) {
  Handler handler(json);
  const Counted begin(json.data(), &handler.seen);
  const Counted end(json.data() + json.size(), &handler.seen);
  if (!Json::sax_parse(begin, end, &handler)) return tl::unexpected(handler.fault);
  return std::move(handler.root);
}

}  // namespace yz::practice
