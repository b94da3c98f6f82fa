// The lessons of a folder, read again when a file of them changes.
#include "kiosk/app/lesson_watch.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/fake_clock.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using namespace yz;
using kiosk::LessonWatch;
namespace fs = std::filesystem;

namespace {

/// Two lessons of the demo station in a folder of their own.
struct Folder {
  test::TempDir temp;
  test::FakeClock clock;
  fs::path lessons{temp.path() / "lessons"};

  Folder() {
    fs::create_directories(lessons);
    for (const char* id : {"try-first", "pay"})
      fs::copy(fs::path(YZ_SOURCE_DIR) / "assets/content/lessons" / id, lessons / id,
               fs::copy_options::recursive);
    write("order.json", R"({"order": ["try-first", "pay"]})");
  }
  void write(const std::string& file, const std::string& text) const {
    REQUIRE(test::write_file(lessons / file, text));
  }
  [[nodiscard]] std::string pay() const { return test::read_file(lessons / "pay/lesson.json"); }
};

}  // namespace

TEST_CASE("lesson watch: nothing changed, nothing is read; a change is seen within a second", "[kiosk]") {
  Folder folder;
  LessonWatch watch(folder.temp.path(), {}, folder.clock);
  folder.clock.advance(Milliseconds{1'000});
  CHECK(watch.look() == nullptr);
  std::string text = folder.pay();
  text.replace(text.find("早市买菜"), std::string("早市买菜").size(), "早市买鱼吃");
  folder.write("pay/lesson.json", text);
  CHECK(watch.next() == folder.clock.mono() + Milliseconds{1'000});
  CHECK(watch.look() == nullptr);
  folder.clock.advance(Milliseconds{1'000});
  const auto shelf = watch.look();
  REQUIRE(shelf != nullptr);
  REQUIRE(shelf->read.lessons.size() == 2);
  CHECK(shelf->read.lessons[1].scenes[0].title.zh == "早市买鱼吃");
  folder.clock.advance(Milliseconds{1'000});
  CHECK(watch.look() == nullptr);
}

TEST_CASE("lesson watch: a broken lesson is told with its line, the others are there", "[kiosk]") {
  Folder folder;
  LessonWatch watch(folder.temp.path(), {}, folder.clock);
  folder.write("pay/lesson.json", folder.pay() + "}");
  folder.clock.advance(Milliseconds{1'000});
  const auto shelf = watch.look();
  REQUIRE(shelf != nullptr);
  CHECK(shelf->read.lessons.size() == 1);
  REQUIRE(shelf->read.left_out.size() == 1);
  CHECK(shelf->read.left_out[0].file == "lessons/pay/lesson.json");
  CHECK(shelf->read.left_out[0].line > 1);
}

TEST_CASE("lesson watch: a folder that is gone changes nothing", "[kiosk]") {
  Folder folder;
  LessonWatch watch(folder.temp.path(), {}, folder.clock);
  fs::remove_all(folder.lessons);
  folder.clock.advance(Milliseconds{1'000});
  CHECK(watch.look() == nullptr);
}
