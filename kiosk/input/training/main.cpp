// handwriting-maker STROKES WORDS KNOWN OUT: makes the handwriting model, once, at build time
// (cmake/build-handwriting.sh). STROKES is the folder of hanzi-writer-data, WORDS rime-essay in simplified
// characters, KNOWN a text with the characters to know. OUT gets handwriting.model and strokes.txt.
#include <cstdio>
#include <fstream>

#include "kiosk/input/training/training.h"

namespace {

int make(const std::filesystem::path& strokes, const std::filesystem::path& words,
         const std::filesystem::path& known, const std::filesystem::path& out) {
  using namespace yz::kiosk;
  const auto book = read_stroke_book(strokes, words, known);
  if (!book) {
    std::fprintf(stderr, "handwriting-maker: %s\n", book.error().what.c_str());
    return 1;
  }
  if (const auto written = write_stroke_book(*book, out / "strokes.txt"); !written) {
    std::fprintf(stderr, "handwriting-maker: %s\n", written.error().what.c_str());
    return 1;
  }
  const auto bytes = write_model(train(*book, {}));
  std::ofstream file(out / "handwriting.model", std::ios::binary | std::ios::trunc);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.flush();
  if (!file) {
    std::fprintf(stderr, "handwriting-maker: the model cannot be written\n");
    return 1;
  }
  std::printf("%zu characters, %zu bytes\n", book->size(), bytes.size());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("handwriting-maker STROKES WORDS KNOWN OUT\n", stderr);
    return 2;
  }
  try {
    return make(argv[1], argv[2], argv[3], argv[4]);
  } catch (const std::exception& problem) {  // of a library; ours throws nothing
    std::fprintf(stderr, "handwriting-maker: %s\n", problem.what());
    return 1;
  }
}
