#include "kiosk/practice/lessons.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "kiosk/practice/lesson_reading.h"

namespace yz::practice {
namespace {

const std::string folder = "lessons/";
const std::string order_path = folder + "order.json";
constexpr std::string_view lesson_name = "/lesson.json";
constexpr std::size_t order_bytes_max = 65'536;
constexpr std::size_t lessons_max = 24;
constexpr std::size_t picture_bytes_max = 204'800;
constexpr std::uint32_t picture_side_max = 1080;
// A PNG begins with its signature and the chunk that says its size.
constexpr std::string_view png_start{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16};
constexpr std::size_t png_sizes_end = 24;

std::uint32_t big_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (const char c : bytes) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

/// Folders that have a lesson.json.
std::vector<std::string> ids_in(const std::map<std::string, std::string>& files) {
  std::vector<std::string> ids;
  for (auto file = files.lower_bound(folder); file != files.end() && file->first.starts_with(folder);
       ++file) {
    if (!file->first.ends_with(lesson_name) || file->first.size() <= folder.size() + lesson_name.size())
      continue;
    ids.push_back(file->first.substr(folder.size(), file->first.size() - folder.size() - lesson_name.size()));
  }
  return ids;
}

std::vector<std::string> read_order(const std::string& json, const std::vector<std::string>& there,
                                    LessonFaults& faults) {
  if (json.size() > order_bytes_max) {
    faults.push_back({order_path, 1, "longer than 64 KiB"});
    return {};
  }
  const auto root = parse_located(json);
  if (!root) {
    faults.push_back({order_path, root.error().line, root.error().what});
    return {};
  }
  const LessonChecks none;
  LessonReading in(order_path, none);
  std::vector<std::string> order;
  std::set<std::string> seen;
  if (in.object(*root, "order", {"order"})) {
    for (const JsonNode* node : in.list(*root, "order", "order", 0, lessons_max)) {
      std::string id = in.id(*node, "\"order\"");
      if (id.empty()) continue;
      const bool is_there = std::find(there.begin(), there.end(), id) != there.end();
      if (!is_there) {
        in.wrong(node->line, "no pack " + in_quotes(id) + did_you_mean(id, there));
      } else if (!seen.insert(id).second) {
        in.wrong(node->line, in_quotes(id) + " is there twice");
      } else {
        order.push_back(std::move(id));
      }
    }
  }
  for (const std::string& id : there) {
    if (!seen.contains(id))
      in.wrong(root->line, "pack " + in_quotes(id) + " is not named; put it where it belongs");
  }
  faults = in.take_faults();
  return order;
}

std::string wrong_picture(const std::map<std::string, std::string>& files, const std::string& path) {
  const auto file = files.find(path);
  return file == files.end() ? "is not there; put it beside lesson.json" : wrong_png(file->second);
}

LessonRead read_in_folder(const std::map<std::string, std::string>& files, const std::string& id,
                          LessonChecks checks) {
  const std::string base = folder + id;
  checks.wrong_picture = [&](const std::string& name) { return wrong_picture(files, base + '/' + name); };
  const std::string path = base + std::string(lesson_name);
  return read_lesson(files.at(path), path, id, checks);
}

}  // namespace

std::string wrong_png(std::string_view bytes) {
  if (!bytes.starts_with(png_start) || bytes.size() < png_sizes_end) return "is no PNG";
  if (bytes.size() > picture_bytes_max) return "is more than 200 KiB";
  const std::uint32_t width = big_endian(bytes.substr(16, 4));
  const std::uint32_t height = big_endian(bytes.substr(20, 4));
  const bool fits = width > 0 && height > 0 && width <= picture_side_max && height <= picture_side_max;
  return fits ? std::string() : "is larger than 1080 × 1080";
}

Lessons read_lessons(const std::map<std::string, std::string>& files, const LessonChecks& checks) {
  Lessons read;
  const auto order_file = files.find(order_path);
  if (order_file == files.end()) return read;
  for (const std::string& id : read_order(order_file->second, ids_in(files), read.left_out)) {
    LessonRead one = read_in_folder(files, id, checks);
    if (one.lesson) read.lessons.push_back(*std::move(one.lesson));
    std::move(one.faults.begin(), one.faults.end(), std::back_inserter(read.left_out));
  }
  return read;
}

}  // namespace yz::practice
