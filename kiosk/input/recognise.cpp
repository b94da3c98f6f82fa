#include "kiosk/input/recognise.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "kiosk/input/handwriting.h"
#include "kiosk/input/written_line.h"

namespace yz::kiosk {
namespace {

/// Of this process alone: other work on the machine does not count.
double processor_ms() {
  return static_cast<double>(std::clock()) * 1'000.0 / CLOCKS_PER_SEC;
}

class Tally {
 public:
  void add(const std::string& label, const std::vector<Candidate>& candidates, double ms) {
    const auto found = std::ranges::find(candidates, label, &Candidate::character);
    if (found == candidates.begin() && found != candidates.end()) ++first_;
    if (found != candidates.end()) ++among_;
    times_.push_back(ms);
  }
  void print() {
    std::ranges::sort(times_);
    const auto lines = static_cast<double>(std::max<std::size_t>(times_.size(), 1));
    std::printf("top-1\t%.4f\ttop-8\t%.4f\tp50_ms\t%.2f\tp99_ms\t%.2f\n", first_ / lines, among_ / lines,
                part(0.5), part(0.99));
  }

 private:
  [[nodiscard]] double part(double share) const {
    if (times_.empty()) return 0;
    return times_[static_cast<std::size_t>(std::lround(share * static_cast<double>(times_.size() - 1)))];
  }
  int first_{};
  int among_{};
  std::vector<double> times_;
};

/// The next line without its end; false at the end of the file. `is_whole` is false for one that is too long,
/// of which the rest is passed over.
bool next_line(std::istream& in, std::vector<char>& buffer, std::string_view& line, bool& is_whole) {
  in.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
  const auto count = static_cast<std::size_t>(in.gcount());
  if (in.bad() || (in.eof() && count == 0)) return false;
  is_whole = !in.fail();
  if (!is_whole) {
    in.clear();
    in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
    line = {};
    return true;
  }
  line = {buffer.data(), in.eof() ? count : count - 1};
  if (line.ends_with('\r')) line.remove_suffix(1);
  return true;
}

}  // namespace

int run_recognise(const std::filesystem::path& file, const std::filesystem::path& model) {
  const auto handwriting = Handwriting::open(model);
  if (!handwriting) {
    std::fprintf(stderr, "yizhan-kiosk: %s\n", handwriting.error().what.c_str());
    return 1;
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "yizhan-kiosk: %s: cannot be read\n", file.c_str());
    return 1;
  }
  Tally tally;
  bool all_right = true;
  std::vector<char> buffer(written_line_bytes_max + 3);  // "\r\n" and what getline() ends it with
  std::string_view line;
  bool is_whole = true;
  for (std::size_t number = 1; next_line(in, buffer, line, is_whole); ++number) {
    if (is_whole && line.empty()) continue;
    const auto written = is_whole ? parse_written_line(line) : fail(Code::invalid, "longer than 1 MiB");
    if (!written) {
      std::fprintf(stderr, "yizhan-kiosk: %s:%zu: %s\n", file.c_str(), number, written.error().what.c_str());
      all_right = false;
      continue;
    }
    const double begin = processor_ms();
    const auto candidates = (*handwriting)->recognise(written->strokes);
    tally.add(written->label, candidates, processor_ms() - begin);
    std::string out = written->label;
    for (const Candidate& candidate : candidates) out += '\t' + candidate.character;
    std::puts(out.c_str());
  }
  if (in.bad()) {  // a folder opens, and only then cannot be read
    std::fprintf(stderr, "yizhan-kiosk: %s: cannot be read\n", file.c_str());
    return 1;
  }
  tally.print();
  return all_right ? 0 : 2;
}

}  // namespace yz::kiosk
