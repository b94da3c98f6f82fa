#include "kiosk/input/written_line.h"

#include <catch2/catch_test_macros.hpp>

using namespace yz::kiosk;

namespace {

std::string wrong(const std::string& line) {
  const auto written = parse_written_line(line);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == yz::Code::invalid);
  return written.error().what;
}

}  // namespace

TEST_CASE("written line: label, strokes and points", "[kiosk]") {
  const auto written = parse_written_line("十\t100,512 900,512.5|512,1e2 512,-3");
  REQUIRE(written);
  CHECK(written->label == "十");
  REQUIRE(written->strokes.size() == 2);
  CHECK(written->strokes[0] == Stroke{{100, 512}, {900, 512.5F}});
  CHECK(written->strokes[1] == Stroke{{512, 100}, {512, -3}});
}

TEST_CASE("written line: what is wrong is said", "[kiosk]") {
  CHECK(wrong("十 100,512") == "no tab after the label");
  CHECK(wrong("\t100,512") == "no label");
  CHECK(wrong("十\t") == "no strokes");
  CHECK(wrong("十\t100") == "\"100\" is no point; a point is x,y");
  CHECK(wrong("十\t100,5x") == "\"100,5x\" is no point; a point is x,y");
  CHECK(wrong("十\t100,5,6") == "\"100,5,6\" is no point; a point is x,y");
  CHECK(wrong("十\tnan,5") == "\"nan,5\" is no point; a point is x,y");
  CHECK(wrong("十\t5,inf") == "\"5,inf\" is no point; a point is x,y");
  CHECK(wrong("十\t5,1e99") == "\"5,1e99\" is no point; a point is x,y");
  CHECK(wrong("十\t1,2  3,4") == "\"\" is no point; a point is x,y");
  CHECK(wrong("十\t1,2||3,4") == "\"\" is no point; a point is x,y");
  CHECK(wrong("十\t|1,2") == "\"\" is no point; a point is x,y");
  CHECK(wrong("十\t1,2|") == "ends before the next point");
  CHECK(wrong("十\t1,2 ") == "ends before the next point");
  CHECK(wrong("十\t1,2\t3,4") == "\"1,2\t3,4\" is no point; a point is x,y");
}

TEST_CASE("written line: one longer than a mebibyte is refused unread", "[kiosk]") {
  CHECK(wrong("十\t" + std::string(written_line_bytes_max, '1')) == "longer than 1 MiB");
}
