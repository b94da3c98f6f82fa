#include "hal/sound/sound.h"

#include <SDL.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "base/wipe.h"
#include "hal/sound/voice_file.h"

namespace yz::hal {
namespace {

constexpr int buffer_samples = 256;  // 16 ms: a click comes with the finger
constexpr Milliseconds turn{20};
constexpr Milliseconds told_every{66};       // a level bar needs no more
constexpr Milliseconds close_after{30'000};  // an open loudspeaker wakes the machine 60 times a second
constexpr Milliseconds retry_time{30'000};
constexpr std::size_t waiting_max = 4;  // tones beyond that come too late to mean anything

/// An SDL audio device, closed with its owner.
class AudioDevice {
 public:
  AudioDevice() = default;
  ~AudioDevice() { close(); }
  AudioDevice(const AudioDevice&) = delete;
  AudioDevice& operator=(const AudioDevice&) = delete;

  bool open(bool captures) {
    SDL_AudioSpec wanted{};
    wanted.freq = sound_rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = buffer_samples;
    // SDL converts where the device wants something else.
    id_ = SDL_OpenAudioDevice(nullptr, captures ? 1 : 0, &wanted, nullptr, 0);
    if (id_ == 0) return false;
    SDL_PauseAudioDevice(id_, 0);
    return true;
  }
  void close() {
    if (id_ != 0) SDL_CloseAudioDevice(id_);
    id_ = 0;
  }
  [[nodiscard]] bool is_open() const { return id_ != 0; }
  [[nodiscard]] SDL_AudioDeviceID id() const { return id_; }

 private:
  SDL_AudioDeviceID id_{};
};

using Samples = std::vector<std::int16_t>;

/// A voice is personal: it does not stay behind in memory.
void drop(Samples& samples) {
  wipe(std::span(samples));
  samples.clear();
}

std::size_t samples_of(Milliseconds time) {
  return static_cast<std::size_t>(time.count()) * sound_rate / 1'000;
}
Milliseconds time_of(std::size_t samples) {
  return Milliseconds{static_cast<Milliseconds::rep>(samples * 1'000 / sound_rate)};
}

class SoundThread final : public Sound {
 public:
  SoundThread(const Clock& clock, std::function<void()> changed)
      : clock_(clock),
        changed_(std::move(changed)),
        thread_([this](const std::stop_token& stop) { run(stop); }) {}
  ~SoundThread() override {
    {
      const std::lock_guard lock(mutex_);  // else it may be about to wait, and miss the bell
      thread_.request_stop();
    }
    wake_.notify_all();
    thread_.join();
    drop(spoken_);
  }
  SoundThread(const SoundThread&) = delete;
  SoundThread& operator=(const SoundThread&) = delete;

  void play(Tone tone, float loudness) override {
    const std::lock_guard lock(mutex_);
    if (tones_.size() < waiting_max) tones_.push_back(make_tone(tone, loudness));
    wake_.notify_all();
  }
  void record(Milliseconds most) override {
    const std::lock_guard lock(mutex_);
    recording_.reset();
    record_most_ = most;
    if (view_.microphone == Microphone::recording) forget_ = true;  // what runs is not continued
    begin_view(Microphone::opening);
    wake_.notify_all();
  }
  void end_recording() override {
    const std::lock_guard lock(mutex_);
    record_most_.reset();
    if (view_.microphone == Microphone::opening) view_.microphone = Microphone::closed;
    wake_.notify_all();
  }
  void play_recording(float loudness) override {
    const std::lock_guard lock(mutex_);
    replay_ = loudness;
    wake_.notify_all();
  }
  void forget() override {
    const std::lock_guard lock(mutex_);
    record_most_.reset();
    forget_ = true;
    recording_.reset();
    wake_.notify_all();
  }
  [[nodiscard]] SoundView view() const override {
    const std::lock_guard lock(mutex_);
    return view_;
  }
  [[nodiscard]] std::shared_ptr<const VoiceRecording> recording() const override {
    const std::lock_guard lock(mutex_);
    return recording_;
  }

 private:
  void run(const std::stop_token& stop) {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
      spdlog::warn("no sound: {}", SDL_GetError());
      return SDL_TLSCleanup();
    }
    look_for_microphone();
    while (!stop.stop_requested()) {
      if (is_asked_to_forget()) drop_recording();
      play_tones();
      play_spoken();
      step_recording();
      rest(stop);
    }
    microphone_.close();
    speaker_.close();
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    SDL_TLSCleanup();  // SDL's last error of this thread, which is none of SDL's own
  }

  void rest(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto is_asked = [&] {
      return stop.stop_requested() || !tones_.empty() || replay_ || forget_ ||
             (record_most_ && !microphone_.is_open());
    };
    if (microphone_.is_open() || view_.is_playing) {
      (void)wake_.wait_for(lock, turn, is_asked);
    } else if (speaker_.is_open()) {
      if (!wake_.wait_for(lock, close_after, is_asked)) speaker_.close();
    } else {
      wake_.wait(lock, is_asked);
    }
  }

  void look_for_microphone() {
    const bool has_input = SDL_GetNumAudioDevices(1) != 0;  // -1: SDL cannot count them, trying tells
    const std::lock_guard lock(mutex_);
    view_.has_input = has_input;
  }

  bool is_asked_to_forget() {
    const std::lock_guard lock(mutex_);
    return std::exchange(forget_, false);
  }

  // ── the loudspeaker ──
  bool speaker() {
    if (speaker_.is_open()) return true;
    if (clock_.mono() < retry_at_) return false;
    const bool opened = speaker_.open(false);
    if (!opened) {
      spdlog::warn("no loudspeaker: {}", SDL_GetError());
      retry_at_ = clock_.mono() + retry_time;
    }
    const std::lock_guard lock(mutex_);
    view_.has_output = opened;
    changed_();
    return opened;
  }
  void queue(const Samples& samples) {
    const auto bytes = static_cast<Uint32>(samples.size() * sizeof(std::int16_t));
    if (SDL_QueueAudio(speaker_.id(), samples.data(), bytes) != 0) speaker_.close();  // unplugged
  }
  void play_tones() {
    std::deque<Samples> tones;
    {
      const std::lock_guard lock(mutex_);
      tones.swap(tones_);
    }
    if (tones.empty() || !speaker()) return;
    for (const Samples& tone : tones) queue(tone);
  }
  void play_spoken() {
    std::optional<float> loudness;
    {
      const std::lock_guard lock(mutex_);
      loudness = std::exchange(replay_, std::nullopt);
    }
    if (loudness && !spoken_.empty() && speaker()) {
      Samples samples = spoken_;
      for (std::int16_t& sample : samples)
        sample = static_cast<std::int16_t>(static_cast<float>(sample) * std::clamp(*loudness, 0.0F, 1.0F));
      SDL_ClearQueuedAudio(speaker_.id());
      queue(samples);
      drop(samples);
    }
    const bool plays = speaker_.is_open() && SDL_GetQueuedAudioSize(speaker_.id()) > 0;
    const std::lock_guard lock(mutex_);
    const bool was_playing = std::exchange(view_.is_playing, plays && (loudness || view_.is_playing));
    if (was_playing != view_.is_playing) changed_();
  }

  // ── the microphone ──
  void step_recording() {
    std::optional<Milliseconds> most;
    {
      const std::lock_guard lock(mutex_);
      most = record_most_;
    }
    if (most && !microphone_.is_open()) return begin_recording(*most);
    if (!microphone_.is_open()) return;
    if (!take_samples() || !most) end();
  }

  void begin_recording(Milliseconds most) {
    drop_spoken();
    samples_most_ = samples_of(most);
    auto file = VoiceFile::begin();
    if (!file || !microphone_.open(true)) {
      spdlog::warn("no microphone: {}", file ? SDL_GetError() : file.error().what.c_str());
      return set_microphone(Microphone::failed);
    }
    file_ = *std::move(file);
    set_microphone(Microphone::recording);
  }

  void set_microphone(Microphone state) {
    const std::lock_guard lock(mutex_);
    if (state != Microphone::recording) record_most_.reset();
    if (state == Microphone::recording) begin_view(state);
    view_.microphone = state;
    view_.has_input = state != Microphone::failed;
    view_.level = 0;
    changed_();
  }
  /// A recording begins; under the mutex.
  void begin_view(Microphone state) {
    view_.microphone = state;
    view_.level = 0;
    view_.loudest = 0;
    view_.recorded = Milliseconds{0};
  }

  /// False: it is as long as it may be, the microphone is gone, or the file is full.
  bool take_samples() {
    std::array<std::int16_t, sound_rate / 10> taken{};
    bool goes_on = true;
    while (goes_on) {
      const Uint32 bytes = SDL_DequeueAudio(microphone_.id(), taken.data(), sizeof taken);
      const std::size_t came = bytes / sizeof(std::int16_t);
      if (came == 0) {
        goes_on = SDL_GetAudioDeviceStatus(microphone_.id()) != SDL_AUDIO_STOPPED;
        break;
      }
      // Also of what was waiting when the end was asked for: not a sample more than a message may have.
      const std::size_t count = std::min(came, samples_most_ - spoken_.size());
      goes_on = count > 0 && file_->add(std::span(taken.data(), count)).has_value();
      if (!goes_on) break;
      spoken_.insert(spoken_.end(), taken.begin(), taken.begin() + static_cast<std::ptrdiff_t>(count));
      goes_on = spoken_.size() < samples_most_;
      show_level(level_of(taken.data(), count));
    }
    wipe(std::span(taken));
    return goes_on;
  }

  void show_level(float level) {
    const std::lock_guard lock(mutex_);
    // The loudest of what has not been shown yet.
    view_.level = is_level_shown_ ? level : std::max(view_.level, level);
    view_.loudest = std::max(view_.loudest, level);
    view_.recorded = time_of(spoken_.size());
    const Milliseconds now = clock_.mono();
    is_level_shown_ = now - told_at_ >= told_every;
    if (!is_level_shown_) return;
    told_at_ = now;
    changed_();
  }

  void end() {
    microphone_.close();
    auto bytes = file_->finish();
    file_.reset();
    if (!bytes) return set_microphone(Microphone::failed);
    auto recording = std::make_shared<VoiceRecording>();
    recording->file = Sensitive(*std::move(bytes));
    recording->length = time_of(spoken_.size());
    {
      const std::lock_guard lock(mutex_);
      recording->loudest = view_.loudest;
      recording_ = std::move(recording);
    }
    set_microphone(Microphone::closed);
  }

  void drop_spoken() {
    drop(spoken_);
    // So that a long recording does not move about and leave copies of itself behind.
    constexpr Milliseconds usual{60'000};
    spoken_.reserve(samples_of(usual));
  }
  void drop_recording() {
    microphone_.close();
    file_.reset();
    drop(spoken_);
    if (speaker_.is_open()) SDL_ClearQueuedAudio(speaker_.id());
    const std::lock_guard lock(mutex_);
    recording_.reset();
    // Asked for after it was to be forgotten: it begins next.
    begin_view(record_most_ ? Microphone::opening : Microphone::closed);
    view_.has_input = true;
    changed_();
  }

  const Clock& clock_;
  const std::function<void()> changed_;
  // The thread's own:
  AudioDevice speaker_;
  AudioDevice microphone_;
  std::unique_ptr<VoiceFile> file_;
  Samples spoken_;
  std::size_t samples_most_{};  // of the recording that runs
  bool is_level_shown_{};
  Milliseconds told_at_{};
  Milliseconds retry_at_{};

  mutable std::mutex mutex_;  // guards all below
  std::condition_variable wake_;
  SoundView view_;
  std::shared_ptr<const VoiceRecording> recording_;
  std::deque<Samples> tones_;
  std::optional<Milliseconds> record_most_;
  std::optional<float> replay_;
  bool forget_{};
  std::jthread thread_;  // last: it uses all of them
};

}  // namespace

std::unique_ptr<Sound> Sound::start(const Clock& clock, std::function<void()> changed) {
  return std::make_unique<SoundThread>(clock, std::move(changed));
}

}  // namespace yz::hal
