// `yizhan-kiosk --check-content`: with the fonts that are drawn with and the numbers as they are said.
#include "kiosk/app/content_check.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace yz;
using namespace yz::kiosk;
namespace fs = std::filesystem;

Config config() {
  Config installed;
  installed.text = YZ_SOURCE_DIR "/assets/text";
  return installed;
}

/// The demo pack, with one lesson's text changed.
class ChangedPack {
 public:
  ChangedPack(const std::string& from, const std::string& to) {
    fs::copy(YZ_SOURCE_DIR "/assets/content", folder.path() / "content", fs::copy_options::recursive);
    const fs::path lesson = path() / "lessons/try-first/lesson.json";
    std::string json = test::read_file(lesson);
    const auto at = json.find(from);
    REQUIRE(at != std::string::npos);
    json.replace(at, from.size(), to);
    std::ofstream(lesson, std::ios::binary) << json;
  }
  [[nodiscard]] fs::path path() const { return folder.path() / "content"; }
  /// Its faults, a line each.
  [[nodiscard]] std::string faults() const {
    const auto found = check_content(path(), config());
    REQUIRE(found);
    std::string lines;
    for (const std::string& fault : *found) lines += fault + '\n';
    return lines;
  }

 private:
  test::TempDir folder;
};

SpokenWords chinese_numbers() {
  auto tables = load_texts(config().text);
  REQUIRE(tables);
  return spoken_words(Texts(std::make_shared<const TextTables>(*std::move(tables))));
}

}  // namespace

TEST_CASE("content check: the demo pack is without a fault", "[kiosk]") {
  const auto faults = check_content(YZ_SOURCE_DIR "/assets/content", config());
  REQUIRE(faults);
  for (const std::string& fault : *faults) UNSCOPED_INFO(fault);
  CHECK(faults->empty());
  CHECK(run_check_content(YZ_SOURCE_DIR "/assets/content", config()) == 0);
}

TEST_CASE("content check: a character that a font lacks is told with its line", "[kiosk]") {
  const ChangedPack pack("醒了。", "醒了🌞。");
  CHECK(pack.faults().find("lesson.json:67: step \"wake\" \"praise\": the font has no \"🌞\"") !=
        std::string::npos);
  CHECK(run_check_content(pack.path(), config()) == 1);
}

TEST_CASE("content check: an icon that the icon font lacks is told", "[kiosk]") {
  CHECK(ChangedPack("\"cash\"", "\"cahs\"").faults().find("no icon \"cahs\"") != std::string::npos);
}

TEST_CASE("content check: a sign that no voice says is told", "[kiosk]") {
  CHECK(ChangedPack("点设置，像齿轮", "点设置 ⚙").faults().find("\"⚙\" cannot be spoken") !=
        std::string::npos);
}

TEST_CASE("content check: the station's own files are read as the kiosk reads them", "[kiosk]") {
  const ChangedPack pack("醒了。", "醒了。");
  CHECK(pack.faults().empty());
  std::ofstream(pack.path() / "wishes.json") << "{}";
  CHECK(pack.faults().starts_with("wishes.json: /rules"));
}

TEST_CASE("content check: without the folder or a font nothing was checked", "[kiosk]") {
  CHECK_FALSE(check_content("/nowhere", config()));
  CHECK(run_check_content("/nowhere", config()) == 2);
  Config other = config();
  other.font_icons = "/nowhere.ttf";
  CHECK_FALSE(check_content(YZ_SOURCE_DIR "/assets/content", other));
}

TEST_CASE("content check: numbers and times are spoken, signs are not", "[kiosk]") {
  const SpokenWords words = chinese_numbers();
  const auto zh = [&](std::string_view text) { return unspeakable(text, practice::Side::zh, words); };
  const auto en = [&](std::string_view text) { return unspeakable(text, practice::Side::en, words); };
  CHECK(zh("拿不准，打 96110；9:05 付了 6.50 元。").empty());
  CHECK(zh("“WiFi”开了吗？《说明》（第 2 页）").empty());
  CHECK(zh("付 ¥6") == "¥");
  CHECK(zh("50%") == "%");
  CHECK(zh("a_b") == "_");
  CHECK(en("Call 96110 at 9:05, not “him” – café!").empty());
  CHECK(en("打 call") == "打");
  CHECK(en("a/b") == "/");
}
