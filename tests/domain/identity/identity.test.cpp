#include "domain/identity/identity.h"

#include <algorithm>

#include "tests/domain/fixture.h"

using namespace yz::test;

namespace {

Day day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}
IdRefusal why(std::string_view text, Day today = monday) {
  const auto read = parse_id_number(text, today);
  REQUIRE(std::holds_alternative<IdRefusal>(read));
  return std::get<IdRefusal>(read);
}
/// A number with the right check character.
std::string numbered(const std::string& first_17) {
  return first_17 + id_check_character(first_17);
}

}  // namespace

TEST_CASE("id number: the known ones are taken", "[domain]") {
  for (const char* text :
       {"11010519491231002X", "440524188001010014", "210904194903070002", "810000198001010014"}) {
    CAPTURE(text);
    CHECK(id_check_character(std::string_view(text).substr(0, 17)) == text[17]);
    CHECK(std::holds_alternative<IdNumber>(parse_id_number(text, monday)));
  }
}

TEST_CASE("id number: blanks around and a small x are taken, the X is kept large", "[domain]") {
  const auto read = parse_id_number("  11010519491231002x\n", monday);
  REQUIRE(std::holds_alternative<IdNumber>(read));
  CHECK(std::get<IdNumber>(read).text.reveal() == "11010519491231002X");
  CHECK(std::get<IdNumber>(read).born == day(1949, 12, 31));
}

TEST_CASE("id number: an abolished county is no reason to refuse, an unknown province is", "[domain]") {
  CHECK(std::holds_alternative<IdNumber>(parse_id_number(numbered("21999919490307000"), monday)));
  CHECK(std::holds_alternative<IdNumber>(parse_id_number(numbered("92100019800101001"), monday)));
  CHECK(why(numbered("16010519491231002")) == IdRefusal::unknown_region);
  CHECK(why(numbered("00010519491231002")) == IdRefusal::unknown_region);
}

TEST_CASE("id number: says what is wrong", "[domain]") {
  CHECK(why("") == IdRefusal::empty);
  CHECK(why(" \t ") == IdRefusal::empty);
  CHECK(why("210904490307000") == IdRefusal::old_15_digits);
  CHECK(why("21090449030700X") == IdRefusal::wrong_length);
  CHECK(why("2109041949030700021") == IdRefusal::wrong_length);
  CHECK(why("21090419490307000A") == IdRefusal::wrong_characters);
  CHECK(why("2109041949030X0002") == IdRefusal::wrong_characters);
  CHECK(why(numbered("21090419490230000")) == IdRefusal::no_such_birthday);
  CHECK(why(numbered("21090419491301000")) == IdRefusal::no_such_birthday);
  CHECK(why(numbered("21090400010101000")) == IdRefusal::no_such_birthday);
  CHECK(why("210904194903070003") == IdRefusal::wrong_check);
}

TEST_CASE("id number: 29 February exists in leap years only", "[domain]") {
  CHECK(std::holds_alternative<IdNumber>(parse_id_number(numbered("21090420000229000"), monday)));
  CHECK(why(numbered("21090419000229000")) == IdRefusal::no_such_birthday);
  CHECK(why(numbered("21090420010229000")) == IdRefusal::no_such_birthday);
}

TEST_CASE("id number: a birth lies in the past of the station's day", "[domain]") {
  const std::string number = numbered("21090420261123000");
  CHECK(why(number, day(2026, 11, 22)) == IdRefusal::born_in_future);
  CHECK(why(number, day(2026, 11, 23)) == IdRefusal::born_in_future);
  CHECK(std::holds_alternative<IdNumber>(parse_id_number(number, day(2026, 11, 24))));
}

TEST_CASE("id number: every single wrong digit is noticed", "[domain]") {
  const std::string good = "210904194903070002";
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      if (digit == good[i]) continue;
      std::string wrong = good;
      wrong[i] = digit;
      CAPTURE(wrong);
      CHECK(std::holds_alternative<IdRefusal>(parse_id_number(wrong, monday)));
    }
  }
}

TEST_CASE("age: whole years, older from the birthday on", "[domain]") {
  CHECK(age_on(day(1956, 11, 23), day(2026, 11, 22)) == 69);
  CHECK(age_on(day(1956, 11, 23), day(2026, 11, 23)) == 70);
}

TEST_CASE("age: born on 29 February turns older on 1 March of other years", "[domain]") {
  CHECK(age_on(day(1956, 2, 29), day(2026, 2, 28)) == 69);
  CHECK(age_on(day(1956, 2, 29), day(2026, 3, 1)) == 70);
  CHECK(age_on(day(1956, 2, 29), day(2028, 2, 28)) == 71);
  CHECK(age_on(day(1956, 2, 29), day(2028, 2, 29)) == 72);
}

TEST_CASE("name mask: shows as little as tells two people apart", "[domain]") {
  const std::vector<std::pair<std::string, std::string>> names{
      {"", ""},
      {"王", "*"},
      {"王明", "王*"},
      {"王建明", "王*明"},
      {"王建国明", "王**明"},
      {"欧阳修", "欧阳*"},
      {"欧阳娜娜", "欧阳**"},
      {"司马相如", "司马**"},
      {"诸葛亮", "诸葛*"},
      {"上官婉儿", "上官**"},
      {"欧阳", "欧*"},
      {" 王 明 ", "王*"},
      {"王　明", "王*"},
      {"阿卜杜拉·买买提", "阿卜杜拉·***"},
      {"阿依古丽•买买提•艾山", "阿依古丽•***•**"},
      {"·王建明", "·**明"},
      {"John Smith", "J*** S****"},
      {"Anne-Marie", "A***-M****"},
      {"\xff\xfe\xfd", "***"},
  };
  for (const auto& [name, masked] : names) {
    CAPTURE(name);
    CHECK(mask_name(name) == masked);
  }
}

TEST_CASE("number mask: first three, thirteen stars, last two", "[domain]") {
  CHECK(mask_id_number("11010519491231002X") == "110*************2X");
  CHECK(mask_id_number("210904490307000") == "210**********00");
  CHECK(mask_id_number("12345") == "*****");
  CHECK(mask_id_number("") == "");
}

TEST_CASE("mask: a telephone number shows its first three and last four digits", "[domain]") {
  CHECK(mask_phone("13812341234") == "138****1234");
  CHECK(mask_phone("0418-5550101") == "041*****0101");
  CHECK(mask_phone("5550101") == "*******");
  CHECK(mask_phone("") == "");
  CHECK(mask_phone("138 1234 1234") == "*************");
}

TEST_CASE("identity refusals: every one has a name of its own", "[domain]") {
  std::vector<std::string> names;
  for (int i = 0; i <= static_cast<int>(IdRefusal::wrong_check); ++i)
    names.emplace_back(to_string(static_cast<IdRefusal>(i)));
  std::ranges::sort(names);
  CHECK(std::ranges::adjacent_find(names) == names.end());
  CHECK(std::ranges::find(names, "unknown") == names.end());
}
