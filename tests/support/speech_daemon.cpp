#include "tests/support/speech_daemon.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>

namespace yz::test {

namespace {

Status write_configuration(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder / "modules");
  auto wrote = write_file(
      folder / "speechd.conf",
      "LogLevel 2\nLogDir \"" + folder.string() +
          "\"\nAudioOutputMethod \"alsa\"\nAudioALSADevice \"default\"\n"
          "AddModule \"espeak-ng\" \"sd_espeak-ng\" \"espeak-ng.conf\"\nDefaultModule espeak-ng\n");
  if (!wrote) return wrote;
  wrote = write_file(folder / "modules" / "espeak-ng.conf",
                     "EspeakMinRate 80\nEspeakNormalRate 150\nEspeakMaxRate 449\n");
  if (!wrote) return wrote;
  return write_file(folder / "asound.conf",
                    "pcm.null { type null }\nctl.!default { type null }\n"
                    "pcm.!default { type plug slave.pcm { type file slave.pcm null format wav file \"" +
                        (folder / "speech.wav").string() + "\" } }\n");
}

/// The file is there before anybody answers.
bool is_listening(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return false;
  std::ranges::copy(path, address.sun_path);
  const int caller = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool answers = ::connect(caller, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(caller);
  return answers;
}

}  // namespace

Result<std::unique_ptr<SpeechDaemon>> SpeechDaemon::start(const std::filesystem::path& folder) {
  if (!std::filesystem::exists("/usr/bin/speech-dispatcher"))
    return fail(Code::not_found, "speech-dispatcher");
  if (auto wrote = write_configuration(folder); !wrote) return fail(wrote.error());
  auto process = Process::start(
      {.command = {"/usr/bin/speech-dispatcher", "-s", "-t", "0", "-C", folder.string(), "-S",
                   (folder / "socket").string(), "-P", (folder / "pid").string(), "-L", folder.string()},
       .environment = {"ALSA_CONFIG_PATH=" + (folder / "asound.conf").string()},
       .output = folder / "daemon.log"});
  if (!process) return fail(process.error());
  auto daemon = std::unique_ptr<SpeechDaemon>(new SpeechDaemon());
  daemon->folder_ = folder;
  daemon->process_ = *std::move(process);
  if (!wait_until(Milliseconds{15'000}, [&] { return is_listening(folder / "socket"); })) {
    return fail(Code::unavailable, "nobody answers: " + daemon->process_->tail());
  }
  return daemon;
}

}  // namespace yz::test
