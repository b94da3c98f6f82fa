// The engine on its real data: what comes out, what stays in.
#include "kiosk/input/pinyin.h"

#include <fcntl.h>
#include <iconv.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "kiosk/input/pinyin_data.h"
#include "tests/kiosk/input/typing.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::kiosk {
namespace {

using test::texts;
using test::type;
namespace fs = std::filesystem;

std::unique_ptr<PinyinEngine> engine(PinyinMode mode = PinyinMode::full) {
  auto opened = PinyinEngine::open({.data = YZ_PINYIN, .user = "/nonexistent/yizhan"});
  REQUIRE(opened);
  (*opened)->set_mode(mode);
  return *std::move(opened);
}

std::string first(const PinyinState& state) {
  return state.candidates.empty() ? "" : state.candidates.front().reveal();
}
std::size_t place_of(const std::string& word, const PinyinState& state) {
  const auto words = texts(state);
  const auto found = std::ranges::find(words, word);
  REQUIRE(found != words.end());
  return static_cast<std::size_t>(found - words.begin());
}
bool offers(const PinyinState& state, const std::string& word) {
  const auto words = texts(state);
  return std::ranges::find(words, word) != words.end();
}
bool is_empty(const PinyinState& state) {
  return state.committed.reveal().empty() && state.chosen.reveal().empty() &&
         state.syllables.reveal().empty() && state.readings.empty() && state.candidates.empty();
}

/// All that a folder holds, by name.
std::map<std::string, std::string> contents(const fs::path& folder) {
  std::map<std::string, std::string> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    found[entry.path().string()] = entry.is_regular_file() ? test::read_file(entry.path()) : "";
  return found;
}

/// As mainland China writes: characters of GB 2312.
bool is_simplified(const std::string& text) {
  static const iconv_t to_gb = iconv_open("GB2312", "UTF-8");
  if (to_gb == reinterpret_cast<iconv_t>(-1)) SKIP("this machine's C library does not know GB 2312");
  std::string in = text;
  std::string out(4 * text.size() + 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  return iconv(to_gb, &from, &from_left, &to, &to_left) != static_cast<std::size_t>(-1);
}

/// What goes to the standard error output meanwhile.
class CaughtErrors {
 public:
  explicit CaughtErrors(const fs::path& file) : saved_(dup(STDERR_FILENO)) {
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    REQUIRE(fd >= 0);
    dup2(fd, STDERR_FILENO);
    ::close(fd);
  }
  ~CaughtErrors() {
    dup2(saved_, STDERR_FILENO);
    ::close(saved_);
  }
  CaughtErrors(const CaughtErrors&) = delete;
  CaughtErrors& operator=(const CaughtErrors&) = delete;

 private:
  int saved_;
};

}  // namespace

TEST_CASE("pinyin: a whole sentence comes out and is committed at once", "[input]") {
  const auto pinyin = engine();
  const PinyinState state = type(*pinyin, "loudaodenghuaile");
  CHECK(state.syllables.reveal() == "lou dao deng huai le");
  CHECK(first(state) == "楼道灯坏了");
  CHECK(state.readings.empty());
  const PinyinState done = pinyin->choose(0);
  CHECK(done.committed.reveal() == "楼道灯坏了");
  CHECK(done.candidates.empty());
  CHECK(is_empty(pinyin->clear()));
}

TEST_CASE("pinyin: choosing a word for the first syllables keeps the rest", "[input]") {
  const auto pinyin = engine();
  const PinyinState typed = type(*pinyin, "shequbangzhu");
  const PinyinState part = pinyin->choose(place_of("社区", typed));
  CHECK(part.committed.reveal().empty());
  CHECK(part.chosen.reveal() == "社区");
  CHECK(part.syllables.reveal() == "bang zhu");
  CHECK(first(part) == "帮助");

  SECTION("and then all of it is committed") {
    const PinyinState done = pinyin->choose(0);
    CHECK(done.committed.reveal() == "社区帮助");
    CHECK(done.chosen.reveal().empty());
  }
  SECTION("a backspace takes the choice back, not the letters") {
    const PinyinState back = pinyin->backspace();
    CHECK(back.chosen.reveal().empty());
    CHECK(back.syllables.reveal() == "she qu bang zhu");
    CHECK(offers(back, "社区"));
  }
  SECTION("one that is not there changes nothing") {
    const PinyinState same = pinyin->choose(100'000);
    CHECK(same.chosen.reveal() == "社区");
    CHECK(texts(same) == texts(part));
  }
}

TEST_CASE("pinyin: first letters stand for the syllables", "[input]") {
  const auto pinyin = engine();
  CHECK(offers(type(*pinyin, "sq"), "社区"));
  CHECK(offers(type(*pinyin, "jwh"), "居委会"));
  CHECK(offers(type(*pinyin, "ylbx"), "养老保险"));
  CHECK(offers(type(*pinyin, "shangm"), "上门"));
  const PinyinState state = type(*pinyin, "sqbz");
  CHECK(state.syllables.reveal() == "s q b z");
  CHECK(offers(state, "社区"));
}

TEST_CASE("pinyin: on nine keys, first letters stand for the syllables of a word", "[input]") {
  const auto pinyin = engine(PinyinMode::nine_key);
  CHECK(offers(type(*pinyin, test::on_nine_keys("ylbx")), "养老保险"));
  const PinyinState state = type(*pinyin, test::on_nine_keys("ylbx"));
  CHECK(pinyin->choose(place_of("养老保险", state)).committed.reveal() == "养老保险");
}

TEST_CASE("pinyin: sounds that many do not tell apart find the word", "[input]") {
  const auto pinyin = engine();
  for (const auto& [typed, word] : std::initializer_list<std::pair<const char*, const char*>>{
           {"zongguo", "中国"}, {"zhuowen", "作文"},  {"cifan", "吃饭"},    {"chongming", "聪明"},
           {"laosi", "老师"},   {"shifang", "四方"},  {"loudao", "楼道"},   {"noudao", "楼道"},
           {"lainai", "奶奶"},  {"yiyuang", "医院"},  {"wangshan", "晚上"}, {"bangongsi", "办公室"},
           {"jintian", "今天"}, {"jingtian", "今天"}, {"yinggai", "应该"},  {"yingai", "应该"},
           {"zhenfu", "政府"},  {"shengfen", "身份"}, {"fanjian", "房间"},  {"shouji", "手机"}}) {
    INFO(typed << ' ' << word);
    CHECK(offers(type(*pinyin, typed), word));
  }
}

TEST_CASE("pinyin: letters as they were typed go before those that sound alike", "[input]") {
  const auto pinyin = engine();
  const PinyinState shan = type(*pinyin, "shan");
  CHECK(std::string("山删善闪扇衫").find(first(shan)) != std::string::npos);
  CHECK(place_of("山", shan) < place_of("三", shan));
  const PinyinState san = type(*pinyin, "san");
  CHECK(place_of("三", san) < place_of("山", san));
  CHECK(first(san) == "三");
  CHECK(first(type(*pinyin, "lan")) == "蓝");
  CHECK(first(type(*pinyin, "nan")) == "难");
  CHECK(first(type(*pinyin, "lvyou")) == "旅游");
  CHECK(first(type(*pinyin, "nver")) == "女儿");
}

TEST_CASE("pinyin: an apostrophe parts syllables", "[input]") {
  const auto pinyin = engine();
  CHECK(first(type(*pinyin, "xi'an")) == "西安");
  CHECK(first(type(*pinyin, "xian")) == "先");
}

TEST_CASE("pinyin: candidates come in pages, each once, best first", "[input]") {
  const auto pinyin = engine();
  const PinyinState state = type(*pinyin, "shi");
  REQUIRE(state.candidates.size() == pinyin_candidates_first);
  const auto all = pinyin->page(0, 1'000);
  REQUIRE(all.size() > 60);
  std::set<std::string> once;
  for (const auto& one : all) once.insert(one.reveal());
  CHECK(once.size() == all.size());
  const auto second = pinyin->page(10, 10);
  REQUIRE(second.size() == 10);
  for (std::size_t i = 0; i < second.size(); ++i) CHECK(second[i].reveal() == all[10 + i].reveal());
  CHECK(state.candidates[7].reveal() == all[7].reveal());
  CHECK(pinyin->page(all.size(), 10).empty());
  const std::size_t last = all.size() - 1;
  CHECK(pinyin->choose(last).committed.reveal() == all[last].reveal());
}

TEST_CASE("pinyin: backspace takes back key by key to nothing, and further changes nothing", "[input]") {
  for (const auto mode : {PinyinMode::full, PinyinMode::nine_key}) {
    const auto pinyin = engine(mode);
    std::string keys = "loudaodeng";
    if (mode == PinyinMode::nine_key) keys = test::on_nine_keys(keys);
    PinyinState state = type(*pinyin, keys);
    for (std::size_t left = keys.size() - 1; left > 0; --left) {
      state = pinyin->backspace();
      CHECK(texts(state) == texts(type(*pinyin, keys.substr(0, left))));
    }
    CHECK(is_empty(pinyin->backspace()));
    CHECK(is_empty(pinyin->backspace()));
    CHECK_FALSE(is_empty(pinyin->press(keys[0])));
  }
}

TEST_CASE("pinyin: nine keys find words, and say which syllables the keys may be", "[input]") {
  const auto pinyin = engine(PinyinMode::nine_key);
  const PinyinState state = type(*pinyin, "568326");
  CHECK(offers(state, "楼道"));
  CHECK(std::ranges::find(state.readings, "lou") != state.readings.end());
  CHECK(std::ranges::find(state.readings, "kou") != state.readings.end());
  for (const std::string& reading : state.readings)
    CHECK(std::string("568326").starts_with(test::on_nine_keys(reading)));
  CHECK(state.syllables.reveal().starts_with(state.readings.front()));
}

TEST_CASE("pinyin: a reading that was chosen is fixed, the next one can be", "[input]") {
  const auto pinyin = engine(PinyinMode::nine_key);
  const PinyinState typed = type(*pinyin, "568326");
  const auto kou = std::ranges::find(typed.readings, "kou");
  REQUIRE(kou != typed.readings.end());
  const PinyinState fixed = pinyin->choose_reading(static_cast<std::size_t>(kou - typed.readings.begin()));
  CHECK(fixed.syllables.reveal().starts_with("kou "));
  CHECK_FALSE(offers(fixed, "楼道"));
  CHECK(offers(fixed, "口"));
  const auto dan = std::ranges::find(fixed.readings, "dan");
  REQUIRE(dan != fixed.readings.end());
  const PinyinState both = pinyin->choose_reading(static_cast<std::size_t>(dan - fixed.readings.begin()));
  CHECK(both.syllables.reveal() == "kou dan");
  CHECK(both.readings.empty());
  CHECK(pinyin->choose_reading(0).syllables.reveal() == "kou dan");
  // A syllable that was fixed goes as one.
  CHECK(pinyin->backspace().syllables.reveal() == "kou");
  CHECK(is_empty(pinyin->backspace()));
}

TEST_CASE("pinyin: a reading can be chosen after a word was", "[input]") {
  const auto pinyin = engine(PinyinMode::nine_key);
  const PinyinState typed = type(*pinyin, test::on_nine_keys("shequbangzhu"));
  const PinyinState part = pinyin->choose(place_of("社区", typed));
  REQUIRE(part.chosen.reveal() == "社区");
  const auto bang = std::ranges::find(part.readings, "bang");
  REQUIRE(bang != part.readings.end());
  const PinyinState fixed = pinyin->choose_reading(static_cast<std::size_t>(bang - part.readings.begin()));
  CHECK(fixed.chosen.reveal() == "社区");
  CHECK(first(fixed) == "帮助");
  CHECK(pinyin->choose(0).committed.reveal() == "社区帮助");
}

TEST_CASE("pinyin: another way of typing begins anew", "[input]") {
  const auto pinyin = engine();
  (void)type(*pinyin, "loudao");
  pinyin->set_mode(PinyinMode::full);
  CHECK_FALSE(is_empty(pinyin->press('d')));
  pinyin->set_mode(PinyinMode::nine_key);
  CHECK(is_empty(pinyin->clear()));
  CHECK(is_empty(type(*pinyin, "loudao")));
  CHECK(offers(type(*pinyin, "568326"), "楼道"));
}

TEST_CASE("pinyin: no key and no order of calls harms it", "[input]") {
  std::mt19937 dice(20'240'607);  // NOLINT: the same each time
  const auto roll = [&](unsigned sides) { return static_cast<std::size_t>(dice() % sides); };
  const auto pinyin = engine();
  SECTION("5,000 of one key") {
    for (const char key : {'a', 'z', 'v', '\''}) {
      PinyinState state;
      for (int i = 0; i < 5'000; ++i) state = pinyin->press(key);
      CHECK(state.syllables.reveal().size() <= 2 * pinyin_keys_max);
      (void)pinyin->clear();
    }
  }
  SECTION("bytes of all kinds") {
    for (int i = 0; i < 256; ++i) {
      const char key = static_cast<char>(i);
      const bool is_key = (key >= 'a' && key <= 'z');
      if (!is_key) CHECK(is_empty(pinyin->press(key)));
      (void)pinyin->clear();
    }
  }
  SECTION("all calls in any order") {
    std::string committed;
    for (int i = 0; i < 3'000; ++i) {
      const auto what = roll(20);
      PinyinState state;
      if (what == 0) pinyin->set_mode(roll(2) == 0 ? PinyinMode::full : PinyinMode::nine_key);
      if (what == 1) state = pinyin->choose(roll(50));
      if (what == 2) state = pinyin->choose_reading(roll(8));
      if (what == 3) state = pinyin->backspace();
      if (what == 4) CHECK(pinyin->page(roll(100), roll(100)).size() < 100);
      if (what == 5 && roll(5) == 0) pinyin->forget();
      if (what > 5) state = pinyin->press("abcdefghijklmnopqrstuvwxyz'23456789"[roll(35)]);
      CHECK(state.candidates.size() <= pinyin_candidates_first);
      committed += state.committed.reveal();
    }
    CHECK(committed.find_first_of("<>") == std::string::npos);
    CHECK(is_simplified(committed));
  }
}

TEST_CASE("pinyin: only simplified characters come out", "[input]") {
  const auto syllables = read_syllables(YZ_PINYIN);
  REQUIRE(syllables);
  REQUIRE(syllables->size() > 400);
  CHECK_FALSE(is_simplified("樓"));
  const auto pinyin = engine();
  std::size_t looked_at = 0;
  for (const std::string& syllable : *syllables) {
    (void)type(*pinyin, syllable);
    for (const auto& one : pinyin->page(0, 1'000)) {
      ++looked_at;
      INFO(syllable << ' ' << one.reveal());
      REQUIRE(is_simplified(one.reveal()));
    }
  }
  CHECK(looked_at > 15'000);
}

TEST_CASE("pinyin: what was typed is in no file and in no log afterwards", "[input]") {
  const test::TempDir folder;
  const fs::path user = folder.path() / "user";
  fs::create_directories(user);
  fs::create_directories(folder.path() / "tmp");
  setenv("TMPDIR", (folder.path() / "tmp").c_str(), 1);
  const auto data_before = contents(YZ_PINYIN);
  {
    const CaughtErrors errors(folder.path() / "errors");
    auto opened = PinyinEngine::open({.data = YZ_PINYIN, .user = user});
    REQUIRE(opened);
    for (int time = 0; time < 3; ++time) {
      for (const char* sentence : {"zhangcuihuazhuzaisanhaolou", "wojiademisuohuaile"}) {
        PinyinState state = type(**opened, sentence);
        while (!state.candidates.empty()) state = (*opened)->choose(state.candidates.size() - 1);
        CHECK_FALSE(state.committed.reveal().empty());
      }
    }
    (*opened)->set_mode(PinyinMode::nine_key);
    (void)type(**opened, test::on_nine_keys("zhangcuihua"));
    CHECK_FALSE((*opened)->choose(0).committed.reveal().empty());
  }
  unsetenv("TMPDIR");
  CHECK(contents(YZ_PINYIN) == data_before);
  CHECK(contents(user).empty());
  CHECK(contents(folder.path() / "tmp").empty());
  CHECK(test::read_file(folder.path() / "errors").empty());
}

TEST_CASE("pinyin: the next visit is told nothing of the last", "[input]") {
  const auto pinyin = engine();
  const auto untouched = texts(type(*pinyin, "de"));
  const auto fresh_d = texts(type(*pinyin, "d"));
  (void)type(*pinyin, "women");
  (void)pinyin->choose(0);
  (void)type(*pinyin, "loudao");
  pinyin->forget();
  CHECK(texts(pinyin->press('d')) == fresh_d);
  CHECK(texts(type(*pinyin, "de")) == untouched);
}

TEST_CASE("pinyin: data that is missing or broken is said, not run into", "[input]") {
  const test::TempDir folder;
  const auto open = [&] {
    return PinyinEngine::open({.data = folder.path() / "data", .user = folder.path()});
  };
  REQUIRE_FALSE(open());
  CHECK(open().error().code == Code::not_found);
  fs::copy(YZ_PINYIN, folder.path() / "data", fs::copy_options::recursive);
  REQUIRE(open());

  const auto break_file = [&](const char* name, const auto& change) {
    const fs::path file = folder.path() / "data" / name;
    const std::string whole = test::read_file(file);
    fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
    std::string broken = whole;
    change(broken);
    std::ofstream(file, std::ios::binary) << broken;
    const auto opened = open();
    INFO(name);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Code::corrupt);
    CHECK(opened.error().what.find("data") != std::string::npos);
    std::ofstream(file, std::ios::binary) << whole;
  };
  for (const char* name : {"sentences.bin", "build/yizhan.table.bin", "build/yizhan_full.prism.bin",
                           "build/yizhan_nine.schema.yaml", "syllables.txt", "seal.txt"}) {
    break_file(name, [](std::string& bytes) { bytes.resize(bytes.size() / 2); });
    break_file(name, [](std::string& bytes) { bytes[bytes.size() / 3] ^= 1; });
    break_file(name, [](std::string& bytes) { bytes.clear(); });
  }
  REQUIRE(open());
  fs::remove(folder.path() / "data" / "sentences.bin");
  CHECK(open().error().code == Code::not_found);
}

TEST_CASE("pinyin: there is one engine at a time, and after it another", "[input]") {
  auto one = engine();
  const auto second = PinyinEngine::open({.data = YZ_PINYIN, .user = "/nonexistent/yizhan"});
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::conflict);
  CHECK(offers(type(*one, "sq"), "社区"));
  one.reset();
  CHECK(offers(type(*engine(), "sq"), "社区"));
}

}  // namespace yz::kiosk
