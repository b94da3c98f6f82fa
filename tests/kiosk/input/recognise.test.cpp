// `yizhan-kiosk --recognise`, called as the program calls it.
#include "kiosk/input/recognise.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <sstream>

#include "kiosk/input/written_line.h"
#include "tests/support/handwriting_samples.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

namespace {

/// Takes what goes to one of the process's outputs, as long as it lives.
class Caught {
 public:
  Caught(int descriptor, const std::filesystem::path& file) : descriptor_(descriptor), file_(file) {
    std::fflush(nullptr);
    kept_ = ::dup(descriptor_);
    const int opened = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    REQUIRE((kept_ >= 0 && opened >= 0));
    ::dup2(opened, descriptor_);
    ::close(opened);
  }
  Caught(const Caught&) = delete;
  Caught& operator=(const Caught&) = delete;
  ~Caught() {
    std::fflush(nullptr);
    ::dup2(kept_, descriptor_);
    ::close(kept_);
  }

 private:
  int descriptor_;
  std::filesystem::path file_;
  int kept_{-1};
};

struct Ran {
  int status{};
  std::vector<std::string> lines;
  std::string errors;
};

Ran recognise(const std::string& text, const std::filesystem::path& model = handwriting_model()) {
  const TempDir folder;
  const auto file = folder.path() / "strokes";
  REQUIRE(write_file(file, text));
  Ran ran;
  {
    const Caught output(STDOUT_FILENO, folder.path() / "output");
    const Caught errors(STDERR_FILENO, folder.path() / "errors");
    ran.status = kiosk::run_recognise(file, model);
  }
  std::istringstream lines(read_file(folder.path() / "output"));
  for (std::string line; std::getline(lines, line);) ran.lines.push_back(line);
  ran.errors = read_file(folder.path() / "errors");
  return ran;
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, '\t');) parts.push_back(part);
  return parts;
}

std::string line_of(const BookCharacter& character) {
  std::string line = character.label + '\t';
  for (std::size_t i = 0; i < character.strokes.size(); ++i) {
    for (std::size_t k = 0; k < character.strokes[i].size(); ++k) {
      const auto& point = character.strokes[i][k];
      line += (k > 0 ? " " : i > 0 ? "|" : "") + std::to_string(point.x) + ',' + std::to_string(point.y);
    }
  }
  return line;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("recognise: label and eight candidates for each line, the figures at the end", "[kiosk]") {
  const auto book = read_book(4);
  REQUIRE(book.size() == 4);
  // The fourth with a label that it is not, the line ends of another system, and a blank line.
  const auto ran = recognise(line_of(book[0]) + '\n' + line_of(book[1]) + "\r\n\n" + line_of(book[2]) +
                             "\n?" + line_of(book[3]));
  CHECK(ran.status == 0);
  CHECK(ran.errors.empty());
  REQUIRE(ran.lines.size() == 5);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto parts = fields(ran.lines[i]);
    REQUIRE(parts.size() == 9);
    CHECK(parts[0] == (i == 3 ? "?" : "") + book[i].label);
    CHECK(parts[1] == book[i].label);
  }
  const auto figures = fields(ran.lines[4]);
  REQUIRE(figures.size() == 8);
  CHECK(figures[0] == "top-1");
  CHECK(figures[1] == "0.7500");
  CHECK(figures[2] == "top-8");
  CHECK(figures[3] == "0.7500");
  CHECK(figures[4] == "p50_ms");
  CHECK(std::stod(figures[5]) > 0);
  CHECK(figures[6] == "p99_ms");
  CHECK(std::stod(figures[7]) >= std::stod(figures[5]));
}

TEST_CASE("recognise: wrong lines are told with their numbers, the others are read", "[kiosk]") {
  const auto book = read_book(1);
  REQUIRE(book.size() == 1);
  const auto ran = recognise("一 1,2\n" + line_of(book[0]) + "\n一\t1;2\n" +
                             std::string(kiosk::written_line_bytes_max + 10, '1') + "\n" + line_of(book[0]) +
                             "\n一\t1,2|");
  CHECK(ran.status == 2);
  CHECK(has(ran.errors, ":1: no tab after the label\n"));
  CHECK(has(ran.errors, ":3: \"1;2\" is no point; a point is x,y\n"));
  CHECK(has(ran.errors, ":4: longer than 1 MiB\n"));
  CHECK(has(ran.errors, ":6: ends before the next point\n"));
  REQUIRE(ran.lines.size() == 3);
  CHECK(ran.lines[0].starts_with(book[0].label + '\t' + book[0].label));
  CHECK(ran.lines[1].starts_with(book[0].label + '\t' + book[0].label));
  CHECK(ran.lines[2].starts_with("top-1\t1.0000"));
}

TEST_CASE("recognise: nothing to read is no error", "[kiosk]") {
  const auto ran = recognise("");
  CHECK(ran.status == 0);
  REQUIRE(ran.lines.size() == 1);
  CHECK(ran.lines[0] == "top-1\t0.0000\ttop-8\t0.0000\tp50_ms\t0.00\tp99_ms\t0.00");
}

TEST_CASE("recognise: without file or model it says which", "[kiosk]") {
  const auto ran = recognise("一\t1,2", "/nonexistent/model");
  CHECK(ran.status == 1);
  CHECK(ran.lines.empty());
  CHECK(has(ran.errors, "/nonexistent/model"));
  const TempDir folder;
  const Caught errors(STDERR_FILENO, folder.path() / "errors");
  CHECK(kiosk::run_recognise(folder.path() / "none", handwriting_model()) == 1);
  CHECK(kiosk::run_recognise(folder.path(), handwriting_model()) == 1);  // a folder opens like a file
}

}  // namespace yz::test
