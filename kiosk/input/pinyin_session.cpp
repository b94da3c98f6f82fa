#include "kiosk/input/pinyin_session.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "kiosk/input/pinyin_data.h"

namespace yz::kiosk {
namespace {

std::atomic<bool> is_open{false};  // librime is one for the process

constexpr int log_nothing = 3;  // glog's FATAL: whatever else librime would say may have keys in it

std::string text_of(const char* text) {
  return text == nullptr ? "" : text;
}

}  // namespace

Result<std::unique_ptr<PinyinLibrary>> PinyinLibrary::open(const PinyinFiles& files) {
  if (auto whole = check_pinyin_data(files.data); !whole) return fail(whole.error());
  if (is_open.exchange(true)) return fail(Code::conflict, "the pinyin engine is open already");
  std::unique_ptr<PinyinLibrary> opened(new PinyinLibrary);
  opened->rime_ = rime_get_api();
  const std::string data = files.data.string();
  const std::string user = files.user.string();
  const std::string build = (files.data / "build").string();
  RimeTraits traits{};
  RIME_STRUCT_INIT(RimeTraits, traits);
  traits.shared_data_dir = data.c_str();
  traits.user_data_dir = user.c_str();
  traits.prebuilt_data_dir = build.c_str();
  traits.staging_dir = build.c_str();
  // A name also begins its log, which a process may do but once.
  static bool has_log = false;
  if (!std::exchange(has_log, true)) traits.app_name = "rime.yizhan";
  traits.min_log_level = log_nothing;
  traits.log_dir = "";  // no files
  opened->rime_->setup(&traits);
  opened->rime_->initialize(&traits);
  return opened;
}

PinyinLibrary::~PinyinLibrary() {
  rime_->finalize();
  is_open = false;
}

Result<std::unique_ptr<PinyinSession>> PinyinSession::begin(PinyinLibrary& library, const char* schema) {
  const RimeSessionId id = library.rime_->create_session();
  std::unique_ptr<PinyinSession> begun(new PinyinSession(library.rime_, id));
  if (id == 0 || library.rime_->select_schema(id, schema) == False)
    return fail(Code::corrupt, std::string(schema) + ": librime does not take it");
  return begun;
}

PinyinSession::~PinyinSession() {
  (void)rime_->destroy_session(session_);
}

void PinyinSession::press(int key) {
  (void)rime_->process_key(session_, key, 0);  // a key that it does not take is none
}

void PinyinSession::move_to(std::size_t key) {
  rime_->set_caret_pos(session_, key);
}

void PinyinSession::clear() {
  rime_->clear_composition(session_);
}

void PinyinSession::choose(std::size_t candidate) {
  (void)rime_->select_candidate(session_, candidate);  // false: there is none
}

std::string PinyinSession::take_committed() {
  RimeCommit commit{};
  RIME_STRUCT_INIT(RimeCommit, commit);
  if (rime_->get_commit(session_, &commit) == False) return {};
  std::string text = text_of(commit.text);
  (void)rime_->free_commit(&commit);
  return text;
}

Composition PinyinSession::composition() const {
  Composition found{};
  found.raw = text_of(rime_->get_input(session_));
  RimeContext context{};
  RIME_STRUCT_INIT(RimeContext, context);
  if (rime_->get_context(session_, &context) == False) return found;
  if (context.composition.preedit != nullptr) {
    const std::string shown = context.composition.preedit;
    const auto from =
        std::min(static_cast<std::size_t>(std::max(context.composition.sel_start, 0)), shown.size());
    found.chosen = shown.substr(0, from);
    found.rest = shown.substr(from);
  }
  (void)rime_->free_context(&context);
  const auto blanks = static_cast<std::size_t>(std::ranges::count(found.rest, ' '));
  found.rest_from = found.raw.size() - std::min(found.raw.size(), found.rest.size() - blanks);
  return found;
}

std::vector<FoundWord> PinyinSession::words(std::size_t from, std::size_t most) const {
  std::vector<FoundWord> found;
  RimeCandidateListIterator at{};
  if (rime_->candidate_list_from_index(session_, &at, static_cast<int>(from)) == False) return found;
  while (found.size() < most && rime_->candidate_list_next(&at) != False) {
    found.push_back({text_of(at.candidate.text), text_of(at.candidate.comment)});
  }
  rime_->candidate_list_end(&at);
  return found;
}

}  // namespace yz::kiosk
