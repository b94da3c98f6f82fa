// The product as it stands, and each check against a planted fault: a check that cannot go red proves
// nothing.
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "tests/house/checks.h"

using namespace yz::house;

namespace {

const std::vector<std::string> product{"base", "domain", "hal", "offline-cache", "kiosk", "hub", "assets"};

const std::vector<Source>& product_sources() {
  static const std::vector<Source> sources = read_sources(YZ_SOURCE_DIR, product);
  return sources;
}

std::string listed(const Faults& faults) {
  std::string text;
  for (const std::string& fault : faults) text += '\n' + fault;
  return text;
}

Faults of_product(Faults (*check)(const Source&)) {
  Faults faults;
  for (const Source& source : product_sources()) {
    for (std::string& fault : check(source)) faults.push_back(std::move(fault));
  }
  return faults;
}

bool red(Faults (*check)(const Source&), const std::string& path, const std::string& text) {
  return !check({.path = path, .text = text}).empty();
}

std::string read_file(const std::filesystem::path& path) {
  for (const Source& source : product_sources()) {
    if (std::filesystem::path(YZ_SOURCE_DIR) / source.path == path) return source.text;
  }
  return {};
}

/// What clang-format says about these files; empty when all are as it would write them.
std::string formatting_of(const std::string& paths) {
  const std::string command =
      "clang-format --dry-run -Werror --style=file:" YZ_SOURCE_DIR "/.clang-format " + paths + " 2>&1";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe != nullptr);
  std::string files;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe.get()) != nullptr) {
    const std::string said(line.data());
    // One line a file; a program that is not there has its say too.
    const auto error = said.find(": error: ");
    const std::string file = error == std::string::npos ? "" : said.substr(0, said.find(':'));
    if (!file.empty() && files.find(file + '\n') == std::string::npos) files += file + '\n';
    if (said.find("not found") != std::string::npos) files += said;
  }
  return files;
}

}  // namespace

TEST_CASE("house: reads the product's sources", "[house]") {
  for (const char* folder : {"base", "domain", "hal", "offline-cache", "kiosk", "hub"}) {
    CAPTURE(folder);
    CHECK(
        std::ranges::any_of(product_sources(), [&](const Source& s) { return s.in(folder) && s.is_cpp(); }));
  }
}

TEST_CASE("house: the product keeps every rule", "[house]") {
  for (const Check& check : checks()) {
    DYNAMIC_SECTION(check.name) {
      const Faults faults = of_product(check.run);
      INFO(listed(faults));
      CHECK(faults.empty());
    }
  }
}

TEST_CASE("house: every word is there in both languages", "[house]") {
  const std::filesystem::path text = std::filesystem::path(YZ_SOURCE_DIR) / "assets/text";
  const std::string zh = read_file(text / "zh-CN.json");
  const std::string en = read_file(text / "en.json");
  Faults faults = missing_words(zh, en, "en.json");
  for (std::string& fault : missing_words(en, zh, "zh-CN.json")) faults.push_back(std::move(fault));
  INFO(listed(faults));
  CHECK(faults.empty());
}

TEST_CASE("house: every C++ file is formatted", "[house]") {
  std::vector<std::string> folders = product;
  folders.emplace_back("tests");
  std::string paths;
  for (const Source& source : read_sources(YZ_SOURCE_DIR, folders)) {
    if (source.is_cpp()) paths += " '" YZ_SOURCE_DIR "/" + source.path + '\'';
  }
  const std::string files = formatting_of(paths);
  INFO("clang-format -i these:\n" << files);
  CHECK(files.empty());
}

TEST_CASE("house formatting: a badly spaced file is seen", "[house]") {
  const auto path = std::filesystem::temp_directory_path() /
                    ("yz-house-" + std::to_string(std::filesystem::hash_value(YZ_BINARY_DIR)) + ".cpp");
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
  REQUIRE(file != nullptr);
  std::fputs("int   f( ){return 1 ;}\n", file.get());
  std::fflush(file.get());
  CHECK_FALSE(formatting_of(path.string()).empty());
  std::filesystem::remove(path);
}

TEST_CASE("house includes: arrows that point the wrong way are seen", "[house]") {
  CHECK(red(includes, "domain/a.cpp", "#include \"hal/device.h\"\n"));
  CHECK(red(includes, "hal/a.cpp", "#include \"domain/tickets/tickets.h\"\n"));
  CHECK(red(includes, "hub/a.cpp", "#include \"offline-cache/journal.h\"\n"));
  CHECK(red(includes, "offline-cache/a.cpp", "  #  include \"kiosk/app/session.h\"\n"));
  CHECK(red(includes, "kiosk/a.cpp", "#include \"hub/main.h\"\n"));
  CHECK(red(includes, "kiosk/a.cpp", "#include \"tests/support/fake_clock.h\"\n"));
  CHECK(red(includes, "kiosk/a.cpp", "#include \"../base/check.h\"\n"));
  CHECK(red(includes, "base/a.h", "#include \"domain/tickets/tickets.h\"\n"));
  CHECK(red(includes, "kiosk/practice/a.cpp", "#include \"kiosk/app/texts.h\"\n"));
  CHECK(red(includes, "kiosk/practice/a.cpp", "#include \"kiosk/input/pinyin.h\"\n"));
  CHECK_FALSE(red(includes, "kiosk/practice/a.cpp", "#include \"kiosk/practice/lesson.h\"\n"));
  CHECK_FALSE(
      red(includes, "kiosk/a.cpp", "#include \"domain/tickets/tickets.h\"\n// #include \"hub/x.h\"\n"));
}

TEST_CASE("house includes: a library outside its folder is seen", "[house]") {
  CHECK(red(includes, "kiosk/screens/home.cpp", "#include <imgui.h>\n"));
  CHECK(red(includes, "kiosk/screens/home.cpp", "#include <SDL2/SDL.h>\n"));
  CHECK(red(includes, "hub/api/tickets.cpp", "#include <drogon/drogon.h>\n"));
  CHECK(red(includes, "kiosk/app/a.cpp", "#include <sqlite3.h>\n"));
  CHECK(red(includes, "hub/api/a.cpp", "#include <curl/curl.h>\n"));
  CHECK(red(includes, "domain/a.cpp", "#include <fmt/format.h>\n"));
  CHECK(red(includes, "domain/a.cpp", "#include <nlohmann/json.hpp>\n"));
  CHECK(red(includes, "domain/a.cpp", "#include <sys/stat.h>\n"));
  CHECK(red(includes, "kiosk/a.h", "#include <tl/expected.hpp>\n"));
  CHECK_FALSE(red(includes, "domain/a_json.cpp", "#include <nlohmann/json.hpp>\n#include <vector>\n"));
  CHECK_FALSE(red(includes, "kiosk/ui/a.cpp", "#include <imgui.h>\n#include <SDL.h>\n"));
  CHECK_FALSE(red(includes, "hub/http/a.cpp", "#include <drogon/drogon.h>\n"));
}

TEST_CASE("house sql: statements and calls outside the stores are seen", "[house]") {
  CHECK(red(sql, "kiosk/app/a.cpp", "auto s = \"SELECT number FROM tickets\";"));
  CHECK(red(sql, "hub/api/a.cpp", "auto s = R\"(insert into users values (1))\";"));
  CHECK(red(sql, "hub/api/a.cpp", "auto s = \"UPDATE users SET name = 1\";"));
  CHECK(red(sql, "hub/a.cpp", "sqlite3_exec(db, s);"));
  CHECK_FALSE(red(sql, "hub/store/a.cpp", "auto s = \"SELECT number FROM tickets\";"));
  CHECK_FALSE(red(sql, "kiosk/a.cpp", "// SELECT number FROM tickets\nauto s = \"select your service\";"));
}

TEST_CASE("house literals: Chinese in a source is seen, in a comment it is not", "[house]") {
  CHECK(red(chinese_literals, "kiosk/a.cpp", "auto s = \"取号\";"));
  CHECK(red(chinese_literals, "kiosk/a.cpp", "auto s = R\"x(号)x\";"));
  CHECK(red(chinese_literals, "kiosk/a.cpp", "auto s = \"\\u53d6\";"));
  CHECK(red(chinese_literals, "kiosk/a.h", "auto s = \"：\";"));
  CHECK_FALSE(red(chinese_literals, "kiosk/a.cpp", "// 取号\n/* \"取号\" */ auto s = \"a — “b” · é …\";"));
  CHECK_FALSE(red(chinese_literals, "assets/text/zh-CN.json", "{\"a\":\"取号\"}"));
}

TEST_CASE("house clocks: asking for the time or sleeping is seen", "[house]") {
  CHECK(red(clocks_and_sleeps, "kiosk/a.cpp", "auto t = std::chrono::system_clock::now();"));
  CHECK(red(clocks_and_sleeps, "kiosk/a.cpp", "std::this_thread::sleep_for(1s);"));
  CHECK(red(clocks_and_sleeps, "hal/a.cpp", "usleep(5);"));
  CHECK_FALSE(red(clocks_and_sleeps, "base/system_clock.h", "std::chrono::system_clock::now()"));
  CHECK_FALSE(red(clocks_and_sleeps, "kiosk/a.cpp",
                  "auto s = \"system_clock::now\"; // sleep_for\nyz::sleep_for(wait);"));
}

TEST_CASE("house throws: a throw of ours is seen", "[house]") {
  CHECK(red(throws, "hub/a.cpp", "if (bad) throw std::runtime_error(\"x\");"));
  CHECK_FALSE(red(throws, "hub/a.cpp", "// never throws, never throw\nauto s = \"throw\"; nothrow();"));
}

TEST_CASE("house length: a file beyond 600 lines is seen", "[house]") {
  CHECK(red(length, "hub/a.cpp", std::string(601, '\n')));
  CHECK_FALSE(red(length, "hub/a.cpp", std::string(600, '\n')));
}

TEST_CASE("house left to do: a mark is seen", "[house]") {
  CHECK(red(left_to_do, "hub/a.cpp", std::string("// TO") + "DO later\n"));
  CHECK_FALSE(red(left_to_do, "hub/a.cpp", "// all done\n"));
}

TEST_CASE("house words: an id that one language lacks is seen", "[house]") {
  CHECK(missing_words(R"({"a":"x","b":"y"})", R"({"a":"x"})", "en") == Faults{"en: lacks b"});
  CHECK(missing_words(R"({"a":{"b":"y"}})", R"({"a":{}})", "en") == Faults{"en: lacks a.b"});
  CHECK(missing_words(R"({"a":"x"})", R"({"a":"y","b":"z"})", "en").empty());
  CHECK_FALSE(missing_words("", "{}", "en").empty());
}

TEST_CASE("house reader: tells code, comments and literals apart", "[house]") {
  const std::string text =
      "int a = 1'000; // \"no\"\nauto b = \"yes \\\" // still\"; /* 'x */ auto c = R\"d(raw \")\" )d\"; char "
      "q = '\"';";
  CHECK(literals(text) == std::vector<std::string>{"yes \\\" // still", "raw \")\" "});
  CHECK(only_code(text).find("no") == std::string::npos);
  CHECK(only_code(text).find("raw") == std::string::npos);
  CHECK(only_code(text).find("char q") != std::string::npos);
}
