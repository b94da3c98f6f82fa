#include <array>
#include <set>

#include "tests/domain/wishes/wish_desk.h"

using namespace yz::test;

namespace {

const std::array<int, 3> blocks{12, 3, 4'999};

bool is_fault(const std::string& typed, WishNumberFault fault) {
  const auto read = parse_wish_number(typed);
  return std::holds_alternative<WishNumberFault>(read) && std::get<WishNumberFault>(read) == fault;
}

}  // namespace

TEST_CASE("wish number: a kiosk's wishes fill its blocks in the order they were granted", "[domain]") {
  const auto digits = [](int n) { return wish_number_of(2026, blocks, n)->substr(5, 6); };
  CHECK(digits(0) == "002400");
  CHECK(digits(199) == "002599");
  CHECK(digits(200) == "000600");
  CHECK(digits(399) == "000799");
  CHECK(digits(599) == "999999");
}

TEST_CASE("wish number: none when the blocks are used up, nor for what cannot be", "[domain]") {
  CHECK_FALSE(wish_number_of(2026, blocks, 600));
  CHECK_FALSE(wish_number_of(2026, {}, 0));
  CHECK_FALSE(wish_number_of(2026, blocks, -1));
  CHECK_FALSE(wish_number_of(1999, blocks, 0));
  CHECK_FALSE(wish_number_of(10'000, blocks, 0));
  CHECK_FALSE(wish_number_of(2026, std::array{5'000}, 0));
  CHECK_FALSE(wish_number_of(2026, std::array{-1}, 0));
}

TEST_CASE("wish number: tells its year, block and place in the block", "[domain]") {
  for (const int n : {0, 1, 199, 200, 399, 400, 599}) {
    const auto place = place_of(*wish_number_of(2027, blocks, n));
    REQUIRE(place);
    CHECK(*place == WishNumberPlace{2027, blocks.at(static_cast<std::size_t>(n) / 200), n % 200});
  }
  CHECK_FALSE(place_of("W20260001230"));
}

TEST_CASE("wish number: the check digit is the standard's", "[domain]") {
  CHECK(wish_check_digit("0794") == '5');  // the example of ISO 7064 for MOD 11,10
  CHECK(wish_check_digit("2026000123") == '7');
}

TEST_CASE("wish number: every wrong digit is seen", "[domain]") {
  for (const int n : {0, 57, 211, 599}) {
    const std::string number = *wish_number_of(2026, blocks, n);
    REQUIRE(is_wish_number(number));
    for (std::size_t i = 1; i < number.size(); ++i) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string wrong = number;
        wrong[i] = digit;
        CHECK(is_wish_number(wrong) == (digit == number[i]));
      }
    }
  }
}

TEST_CASE("wish number: of swapped pairs of digits hardly any is not seen", "[domain]") {
  int swapped = 0;
  int unseen = 0;
  for (int block = 0; block < wish_blocks_max; block += 37) {
    for (int n = 0; n < wish_block_numbers; n += 7) {
      const std::string number = *wish_number_of(2026, std::array{block}, n);
      for (std::size_t i = 5; i + 1 < number.size(); ++i) {
        if (number[i] == number[i + 1]) continue;
        std::string wrong = number;
        std::swap(wrong[i], wrong[i + 1]);
        ++swapped;
        if (is_wish_number(wrong)) ++unseen;
      }
    }
  }
  CHECK(swapped > 20'000);
  CHECK(unseen * 40 < swapped);
}

TEST_CASE("wish number: is shown in groups and read back as people type it", "[domain]") {
  const std::string number = "W20260001237";
  CHECK(format_wish_number(number) == "W2026 000123 7");
  for (const char* typed :
       {"W20260001237", "W2026 000123 7", "w2026-000123-7", " w2026 0001 237 ", "2026 000123 7"}) {
    CAPTURE(typed);
    const auto read = parse_wish_number(typed);
    REQUIRE(std::holds_alternative<std::string>(read));
    CHECK(std::get<std::string>(read) == number);
  }
}

TEST_CASE("wish number: a wrong digit is told apart from what is no number at all", "[domain]") {
  CHECK(is_fault("W2026 000123 8", WishNumberFault::check_digit));
  CHECK(is_fault("W2026 000132 7", WishNumberFault::check_digit));
  for (const char* typed : {"", "W", "A012", "W2026 000123", "W2026 000123 77", "WW2026 000123 7",
                            "W1999 000123 7", "W2026 00012３ 7", "W2026.000123.7", "W-2026 000123 x"}) {
    CAPTURE(typed);
    CHECK(is_fault(typed, WishNumberFault::form));
  }
  CHECK(is_fault(std::string(100, ' ') + "W20260001237", WishNumberFault::form));
  for (const char* text : {"w20260001237", "W2026 000123 7", "20260001237", "W20260001238"}) {
    CAPTURE(text);
    CHECK_FALSE(is_wish_number(text));
  }
}

TEST_CASE("wish code: what is made is read back", "[domain]") {
  const WishCode code{"W20260001237", "7K3M9PQ2XW4T"};
  CHECK(make_wish_code(code) == "YZ1W.W20260001237.7K3M9PQ2XW4T");
  CHECK(parse_wish_code(make_wish_code(code)) == code);
  CHECK(parse_wish_code("http://127.0.0.1:8080/w/" + make_wish_code(code)) == code);
  CHECK(parse_wish_code("https://station.example/some/w/" + make_wish_code(code)) == code);
}

TEST_CASE("wish code: nothing else is one", "[domain]") {
  for (const char* text :
       {"", "YZ1W", "YZ1W.", "YZ1W.W20260001237", "YZ1W.W20260001237.", "YZ1W.W20260001237.7K3M9PQ2XW4",
        "YZ1W.W20260001237.7K3M9PQ2XW4TT", "YZ1W.W20260001238.7K3M9PQ2XW4T", "YZ1W.w20260001237.7K3M9PQ2XW4T",
        "YZ1W.W20260001237.7K3M9PQ2XW4I", "YZ1T.W20260001237.7K3M9PQ2XW4T",
        "YZ1W.W20260001237.7K3M9PQ2XW4T.x", "YZ1W.W20260001237.7K3M9PQ2XW4T ",
        " YZ1W.W20260001237.7K3M9PQ2XW4T", "YZ1W.W20260001237.7K3M9PQ2XW4T\n",
        "http://x/q/YZ1W.W20260001237.7K3M9PQ2XW4T", "ftp://x/w/YZ1W.W20260001237.7K3M9PQ2XW4T",
        "YZ1W.W2026 0001237.7K3M9PQ2XW4T"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_wish_code(text));
  }
  CHECK_FALSE(parse_wish_code("http://" + std::string(200, 'a') + "/w/YZ1W.W20260001237.7K3M9PQ2XW4T"));
}
