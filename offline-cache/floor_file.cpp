#include "offline-cache/floor_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/ids.h"

namespace yz::cache {

namespace {

constexpr std::string_view floor_magic = "yz-floor-1";
constexpr std::string_view witness_magic = "yz-witness-1";
constexpr std::size_t floor_word_chars_max = 64;

/// Words between single blanks, lines ended by \n: the whole grammar of both files.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  [[nodiscard]] bool at_end() const { return text_.empty(); }
  [[nodiscard]] bool word(std::string& out, char end) {
    const auto length = text_.find_first_of(" \n");
    if (length == std::string_view::npos || length == 0 || length > floor_word_chars_max ||
        text_[length] != end)
      return false;
    out = text_.substr(0, length);
    text_.remove_prefix(length + 1);
    return true;
  }
  template <class Integer>
  [[nodiscard]] bool number(Integer& out, char end) {
    std::string text;
    if (!word(text, end)) return false;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && last == text.data() + text.size() && std::to_string(out) == text;
  }
  [[nodiscard]] bool hash(Hash& out, char end) {
    std::string text;
    return word(text, end) && from_hex(text, out);
  }

 private:
  std::string_view text_;
};

std::string encode_mark(const JournalMark& mark) {
  std::string out = mark.epoch;
  for (const StreamMark& stream : mark.streams) {
    out += ' ' + std::to_string(stream.sequence) + ' ' + to_hex(stream.head);
  }
  return out + '\n';
}

bool read_mark(Reader& reader, JournalMark& mark) {
  if (!reader.word(mark.epoch, ' ') || !is_ulid(mark.epoch)) return false;
  for (std::size_t i = 0; i < stream_count; ++i) {
    StreamMark& stream = mark.streams[i];
    const char end = i + 1 == stream_count ? '\n' : ' ';
    if (!reader.number(stream.sequence, ' ') || !reader.hash(stream.head, end)) return false;
  }
  return true;
}

/// magic, SHA-256 of the rest, the rest.
std::string sealed(std::string_view magic, const std::string& body) {
  return std::string(magic) + ' ' + to_hex(sha256(body)) + '\n' + body;
}

Result<std::string_view> unsealed(std::string_view magic, std::string_view bytes) {
  const std::size_t head = magic.size() + 1 + 64 + 1;
  Hash said{};
  if (bytes.size() < head || !bytes.starts_with(magic) || bytes[magic.size()] != ' ' ||
      bytes[head - 1] != '\n' || !from_hex(bytes.substr(magic.size() + 1, 64), said)) {
    return fail(Code::corrupt, "no " + std::string(magic));
  }
  const std::string_view body = bytes.substr(head);
  if (sha256(body) != said) return fail(Code::corrupt, std::string(magic) + ": hash");
  return body;
}

int block_end(int number) {
  return (number + floor_block - 1) / floor_block * floor_block;
}

std::filesystem::path copy_name(const std::filesystem::path& folder, std::uint64_t sequence) {
  return folder / (sequence % 2 == 0 ? "floor-a" : "floor-b");
}

}  // namespace

int FloorTable::ceiling(const std::string& day, const std::string& series) const {
  const auto entry = days.find(day);
  if (entry == days.end()) return 0;
  const auto found = entry->second.ceilings.find(series);
  return found == entry->second.ceilings.end() ? 0 : found->second;
}

void FloorTable::raise(const std::string& day, const std::string& series, int ceiling) {
  Day& entry = days[day];
  entry.touched = sequence;
  int& known = entry.ceilings[series];
  known = std::max(known, ceiling);
  while (days.size() > floor_days_max) {
    const auto oldest = std::min_element(days.begin(), days.end(), [](const auto& a, const auto& b) {
      return a.second.touched < b.second.touched;
    });
    days.erase(oldest);
  }
}

std::string encode_floor(const FloorTable& table) {
  std::string body = std::to_string(table.sequence) + '\n';
  body += table.clean ? "clean " + encode_mark(*table.clean) : std::string("open\n");
  for (const auto& [day, entry] : table.days) {
    for (const auto& [series, ceiling] : entry.ceilings) {
      body += fmt::format("{} {} {} {}\n", day, series, ceiling, entry.touched);
    }
  }
  return sealed(floor_magic, body);
}

Result<FloorTable> parse_floor(std::string_view bytes) {
  if (bytes.size() > floor_bytes_max) return fail(Code::corrupt, "floor file: too long");
  const auto body = unsealed(floor_magic, bytes);
  if (!body) return fail(body.error());
  Reader reader(*body);
  FloorTable table;
  std::string word;
  if (!reader.number(table.sequence, '\n')) return fail(Code::corrupt, "floor file: sequence");
  if (body->find("\nopen\n") == std::to_string(table.sequence).size()) {
    if (!reader.word(word, '\n')) return fail(Code::corrupt, "floor file: state");
  } else {
    table.clean.emplace();
    if (!reader.word(word, ' ') || word != "clean" || !read_mark(reader, *table.clean)) {
      return fail(Code::corrupt, "floor file: mark");
    }
  }
  while (!reader.at_end()) {
    std::string day;
    std::string series;
    int ceiling = 0;
    std::uint64_t touched = 0;
    if (!reader.word(day, ' ') || !reader.word(series, ' ') || !reader.number(ceiling, ' ') ||
        !reader.number(touched, '\n') || ceiling <= 0) {
      return fail(Code::corrupt, "floor file: entry");
    }
    auto& entry = table.days[day];
    entry.touched = touched;
    if (!entry.ceilings.emplace(series, ceiling).second)
      return fail(Code::corrupt, "floor file: entry twice");
  }
  if (table.days.size() > floor_days_max) return fail(Code::corrupt, "floor file: too many days");
  return table;
}

std::string encode_witness(const Witness& witness) {
  return sealed(witness_magic, witness.boot + '\n' + encode_mark(witness.mark));
}

Result<Witness> parse_witness(std::string_view bytes) {
  const auto body = unsealed(witness_magic, bytes);
  if (!body) return fail(body.error());
  Reader reader(*body);
  Witness witness;
  if (!reader.word(witness.boot, '\n') || !read_mark(reader, witness.mark) || !reader.at_end()) {
    return fail(Code::corrupt, "witness");
  }
  return witness;
}

Result<FloorFile> FloorFile::open(const std::filesystem::path& folder) {
  FloorFile file(folder);
  for (const char* name : {"floor-a", "floor-b"}) {
    const auto bytes = read_whole(folder / name, floor_bytes_max);
    if (!bytes && bytes.error().code == Code::not_found) continue;
    if (!bytes && bytes.error().code != Code::invalid) return fail(bytes.error());
    auto table = bytes ? parse_floor(*bytes) : Result<FloorTable>(fail(bytes.error()));
    if (!table) {
      file.damaged_.emplace_back(name);
    } else if (table->sequence > file.table_.sequence) {
      file.table_ = *std::move(table);
    }
  }
  return file;
}

bool FloorFile::covers(const NumberTaken& number) const {
  return number.number <= table_.ceiling(number.day, number.series);
}

Status FloorFile::cover(const std::vector<NumberTaken>& numbers) {
  FloorTable next = table_;
  ++next.sequence;
  for (const NumberTaken& number : numbers) next.raise(number.day, number.series, block_end(number.number));
  return write(std::move(next));
}

Status FloorFile::set_clean(std::optional<JournalMark> mark) {
  FloorTable next = table_;
  ++next.sequence;
  next.clean = std::move(mark);
  return write(std::move(next));
}

Status FloorFile::write(FloorTable table) {
  const auto path = copy_name(folder_, table.sequence);
  const bool is_new = !std::filesystem::exists(path);
  // In place, not renamed: one sync instead of two, and the other copy stands in for a torn one.
  const auto file = open_file(path, O_WRONLY | O_CREAT);
  if (!file) return fail(file.error());
  if (auto written = write_at(*file, encode_floor(table), 0); !written) return written;
  if (::ftruncate(file->get(), static_cast<off_t>(encode_floor(table).size())) != 0) {
    return fail(Code::unavailable, "floor file: cannot be cut to its length");
  }
  if (auto synced = sync_file(*file); !synced) return synced;
  if (is_new) {
    if (auto synced = sync_folder(folder_); !synced) return synced;
  }
  table_ = std::move(table);
  return {};
}

Result<WitnessFile> WitnessFile::open(const std::filesystem::path& folder) {
  WitnessFile file(folder / "witness");
  constexpr std::size_t witness_bytes_max = 4'096;
  if (const auto bytes = read_whole(file.path_, witness_bytes_max)) {
    if (auto witness = parse_witness(*bytes)) file.found_ = *std::move(witness);
  }
  auto handle = open_file(file.path_, O_WRONLY | O_CREAT);
  if (!handle) return fail(handle.error());
  file.file_ = *std::move(handle);
  return file;
}

void WitnessFile::write(const Witness& witness) {
  const std::string bytes = encode_witness(witness);
  const bool written =
      write_at(file_, bytes, 0) && ::ftruncate(file_.get(), static_cast<off_t>(bytes.size())) == 0;
  // A stale witness would vouch for less than there is; a missing one only costs a jump of the numbers.
  if (!written) (void)remove_tree(path_);
}

}  // namespace yz::cache
