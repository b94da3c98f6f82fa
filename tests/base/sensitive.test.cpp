#include "base/sensitive.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstring>
#include <new>
#include <string_view>

namespace yz::test {
namespace {

using Text = Sensitive<std::string>;

constexpr std::string_view phone = "13812345678";  // short: it lies inside the object

/// The memory of one object, which can be looked at after whatever was in it.
struct Place {
  alignas(Text) std::array<unsigned char, sizeof(Text)> bytes{};

  Text* make(Text&& text) { return new (bytes.data()) Text(std::move(text)); }
  [[nodiscard]] bool has_phone() const {
    return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()).find(phone) !=
           std::string_view::npos;
  }
};

}  // namespace

TEST_CASE("sensitive: a short text leaves nothing where it was moved from", "[base]") {
  Place from;
  Text* text = from.make(Text(std::string(phone)));
  REQUIRE(from.has_phone());
  SECTION("into a new one") {
    const Text moved(std::move(*text));
    CHECK(moved.reveal() == phone);
    CHECK_FALSE(from.has_phone());
  }
  SECTION("into another") {
    Text other(std::string("王建明"));
    other = std::move(*text);
    CHECK(other.reveal() == phone);
    CHECK_FALSE(from.has_phone());
  }
  text->~Text();
}

TEST_CASE("sensitive: a key leaves nothing where it was moved from", "[base]") {
  using Key = std::array<unsigned char, 32>;
  Key seen{};
  seen.fill(0xA5);
  Sensitive<Key> key(seen);
  const Sensitive<Key> moved(std::move(key));
  CHECK(moved.reveal() == seen);
  CHECK(key.reveal() == Key{});  // what is left of it is the question here
}

TEST_CASE("sensitive: a text leaves nothing when it dies", "[base]") {
  Place place;
  Text* text = place.make(Text(std::string(phone)));
  REQUIRE(place.has_phone());
  text->~Text();
  CHECK_FALSE(place.has_phone());
}

}  // namespace yz::test
