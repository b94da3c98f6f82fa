// The search for whole sentences, over the data that the kiosk has.
#include "kiosk/input/sentence_search.h"

#include <catch2/catch_test_macros.hpp>
#include <optional>
#include <span>
#include <string>

#include "kiosk/input/pinyin_data.h"
#include "tests/kiosk/input/typing.h"
#include "tests/support/temp_dir.h"

namespace yz::kiosk {
namespace {

const SentenceModel& model() {
  static const auto opened = SentenceModel::open(std::filesystem::path(YZ_PINYIN) / sentences_name);
  REQUIRE(opened);
  return **opened;
}

std::string best(const std::string& keys, Sounds sounds = Sounds::as_typed, const std::string& before = "") {
  const auto found = SentenceSearch(model(), sounds).best(keys, before);
  return found ? found->text : "";
}

}  // namespace

TEST_CASE("sentence search: a sentence comes with its words and how they are read", "[input]") {
  SentenceSearch search(model(), Sounds::as_typed);
  const auto found = search.best("loudaodidenghuaile", "");
  REQUIRE(found);
  CHECK(found->text == "楼道的灯坏了");
  CHECK(found->syllables == "lou dao di deng huai le");
}

TEST_CASE("sentence search: keys one by one, taken back and typed anew find the same", "[input]") {
  SentenceSearch search(model(), Sounds::as_typed);
  const auto lines = test::read_typed_lines(YZ_SOURCE_DIR "/tests/kiosk/input/tuning_sentences.txt");
  REQUIRE(lines.size() > 30);
  for (std::size_t i = 0; i < 30; ++i) {
    const std::string& keys = lines[i].letters;
    std::optional<FoundSentence> found;
    for (std::size_t count = 1; count <= keys.size(); ++count) found = search.best(keys.substr(0, count), "");
    REQUIRE(found);
    INFO(lines[i].sentence);
    CHECK(found->text == best(keys));
    (void)search.best(keys.substr(0, keys.size() / 2), "");
    CHECK(search.best(keys, "")->text == found->text);
  }
}

TEST_CASE("sentence search: what is no whole syllable is no sentence", "[input]") {
  for (const char* keys : {"", "'", "woq", "nihaom", "vvv", "i", "11", "wo!", "\x80\xFF"}) {
    INFO(keys);
    CHECK(best(keys).empty());
    CHECK(best(keys, Sounds::alike).empty());
  }
}

TEST_CASE("sentence search: an apostrophe parts syllables, of words and between them", "[input]") {
  CHECK(best("xi'an") == "西安");
  CHECK(best("woyaoqu'xi'an") == "我要去西安");
  CHECK(best("wo'yao'qu'xi'an") == "我要去西安");
  CHECK(best("xi'an").size() > best("xian").size());
}

TEST_CASE("sentence search: keyboards without ü write it u or v", "[input]") {
  CHECK(best("nverjintianhuilai") == "女儿今天回来");
  CHECK(best("tamenshiqinjvanpaide") == best("tamenshiqinjuanpaide"));
  CHECK(best("shenghuodecelue") == best("shenghuodecelve"));
  CHECK_FALSE(best("shenghuodecelue").empty());
}

TEST_CASE("sentence search: sounds that many do not tell apart are taken for each other", "[input]") {
  const std::string meant = "你吃饭了没有";
  CHECK(best("nichifanlemeiyou") == meant);
  for (const char* keys : {"licifanlemeiyou", "nichifanglemeiyou", "nicifannemeiyou"}) {
    INFO(keys);
    CHECK(best(keys) != meant);
    CHECK(best(keys, Sounds::alike) == meant);
  }
  CHECK(best("shenghuohenfangbian") == "生活很方便");
  CHECK(best("senhuohenfanbian", Sounds::alike) == "生活很方便");
}

TEST_CASE("sentence search: nine keys, and syllables that were fixed on them", "[input]") {
  CHECK(best(test::on_nine_keys("jintiantianqizhenhao")) == "今天天气真好");
  const auto fixed =
      SentenceSearch(model(), Sounds::as_typed).best("SHI'7424", "");  // then 7424 is shi, qi …
  REQUIRE(fixed);
  CHECK(fixed->syllables.starts_with("shi "));
}

TEST_CASE("sentence search: what was chosen before helps to guess what follows", "[input]") {
  CHECK(best("cha", Sounds::as_typed, "还是有点") == "差");
  CHECK(best("cha") != "差");
}

TEST_CASE("sentence model: words are found by their text, and what talk has of them", "[input]") {
  const auto mother = model().find("妈妈");
  const auto she = model().find("她");
  REQUIRE((mother && she));
  CHECK(model().text(*mother) == "妈妈");
  CHECK_FALSE(model().find("妈妈她"));
  CHECK_FALSE(model().find(""));
  CHECK(model().sightings(*mother).sentences > 100);
  CHECK(model().sightings(*mother).all >= model().sightings(*mother).sentences);
  CHECK(model().together(*mother, *she) > 0);
  CHECK(model().together(*mother, *she) == model().together(*she, *mother));
  CHECK(model().text(no_word).empty());
  CHECK(model().sightings(no_word).all == 0);
}

TEST_CASE("sentence model: what is not such a file is said", "[input]") {
  const test::TempDir folder;
  CHECK(SentenceModel::open(folder.path() / "none").error().code == Code::not_found);
  SentenceHead head{.magic = sentence_magic, .sentences = 0, .sightings = 0, .parts = {}};
  const auto opened = [&](std::size_t bytes) {
    return SentenceModel::over(std::as_bytes(std::span(&head, 1)).first(bytes));
  };
  REQUIRE(opened(sizeof head));
  CHECK_FALSE(SentenceSearch(**opened(sizeof head), Sounds::alike).best("nihao", "").has_value());
  CHECK(opened(sizeof head - 1).error().code == Code::corrupt);
  const auto is_corrupt = [&] { return opened(sizeof head).error().code == Code::corrupt; };
  SECTION("another file") {
    head.magic[3] = 'x';
    CHECK(is_corrupt());
  }
  SECTION("a part behind the end") {
    head.parts[4] = {4, sizeof head};
    CHECK(is_corrupt());
  }
  SECTION("a part that begins behind the end") {
    head.parts[0] = {1U << 31U, 0};
    CHECK(is_corrupt());
  }
  SECTION("a part at an odd place") {
    head.parts[2] = {2, 4};
    CHECK(is_corrupt());
  }
}

}  // namespace yz::kiosk
