#include "hal/sound/voice_file.h"

#include <opusenc.h>

#include "base/wipe.h"
#include "hal/sound/tones.h"

namespace yz::hal {
namespace {

constexpr int bits_a_second = 24'000;  // speech is clear, and a minute is 180 KB
constexpr std::size_t usual_bytes = std::size_t{256} * 1'024;

struct DestroyComments {
  void operator()(OggOpusComments* comments) const { ope_comments_destroy(comments); }
};
struct DestroyEncoder {
  void operator()(OggOpusEnc* encoder) const { ope_encoder_destroy(encoder); }
};

tl::unexpected<Error> failed(int code) {
  return fail(Code::unavailable, std::string("opus: ") + ope_strerror(code));
}

class OpusFile final : public VoiceFile {
 public:
  ~OpusFile() override { wipe(std::span(bytes_)); }
  OpusFile() = default;
  OpusFile(const OpusFile&) = delete;
  OpusFile& operator=(const OpusFile&) = delete;

  Status open() {
    bytes_.reserve(usual_bytes);  // growing would leave copies of a voice behind
    // No tag says when or where it was recorded.
    comments_.reset(ope_comments_create());
    constexpr OpusEncCallbacks callbacks{[](void* self, const unsigned char* bytes, opus_int32 count) {
                                           auto& file = static_cast<OpusFile*>(self)->bytes_;
                                           file.insert(file.end(), bytes, bytes + count);
                                           return 0;
                                         },
                                         [](void*) { return 0; }};
    int error = OPE_OK;
    encoder_.reset(ope_encoder_create_callbacks(&callbacks, this, comments_.get(), sound_rate, 1, 0, &error));
    if (encoder_ == nullptr) return failed(error);
    const int set = ope_encoder_ctl(encoder_.get(), OPUS_SET_BITRATE(bits_a_second));
    if (set != OPE_OK) return failed(set);
    return {};
  }

  Status add(std::span<const std::int16_t> samples) override {
    if (bytes_.size() > voice_bytes_max) return fail(Code::full, "longer than a message may be");
    const int error = ope_encoder_write(encoder_.get(), samples.data(), static_cast<int>(samples.size()));
    if (error != OPE_OK) return failed(error);
    return {};
  }

  Result<std::vector<std::uint8_t>> finish() override {
    const int error = ope_encoder_drain(encoder_.get());
    if (error != OPE_OK) return failed(error);
    encoder_.reset();
    return std::move(bytes_);
  }

 private:
  std::vector<std::uint8_t> bytes_;  // before the encoder, which writes into it until its end
  std::unique_ptr<OggOpusComments, DestroyComments> comments_;
  std::unique_ptr<OggOpusEnc, DestroyEncoder> encoder_;
};

}  // namespace

Result<std::unique_ptr<VoiceFile>> VoiceFile::begin() {
  auto file = std::make_unique<OpusFile>();
  if (auto opened = file->open(); !opened) return fail(opened.error());
  return file;
}

}  // namespace yz::hal
