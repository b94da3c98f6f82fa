// What a kiosk keeps about who it is: device.id and enrolment.json.
#include "base/ids.h"
#include "offline-cache/files.h"
#include "offline-cache/hash.h"
#include "offline-cache/hub_wire_json.h"
#include "offline-cache/sync_worker.h"

namespace yz::cache {

Result<Enrolment> load_enrolment(const std::filesystem::path& folder) {
  const auto text = read_whole(folder / "enrolment.json", answer_bytes_max);
  if (!text) return fail(text.error());
  return parse_enrolment(*text);
}

Result<std::string> device_id(const std::filesystem::path& folder, const Clock& clock) {
  const auto path = folder / "device.id";
  auto text = read_whole(path, 64);
  if (text) {
    if (!text->empty() && text->back() == '\n') text->pop_back();
    if (!is_ulid(*text)) return fail(Code::corrupt, path.string() + " is no id");
    return text;
  }
  if (text.error().code != Code::not_found) return text;
  if (auto made = make_folder(folder); !made) return fail(made.error());
  std::string id = new_ulid(clock);
  if (auto written = write_whole(path, id + '\n'); !written) return fail(written.error());
  return id;
}

}  // namespace yz::cache
