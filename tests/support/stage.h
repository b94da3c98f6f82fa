// A whole station in one folder: hub, virtual devices, fault proxy, speech, and the kiosk, each the real
// program as a process of its own, wired by real ports. Whatever it started dies with it. One owner; not
// thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "tests/support/hub_admin.h"
#include "tests/support/kiosk_player.h"
#include "tests/support/office_printer.h"
#include "tests/support/pcsc_daemon.h"
#include "tests/support/printed_slips.h"
#include "tests/support/process.h"
#include "tests/support/sim_control.h"
#include "tests/support/speech_daemon.h"
#include "tests/support/station_content.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

struct StageConfig {
  std::filesystem::path programs{};  // <build>/bin
  std::filesystem::path source{};    // where assets/ is
  std::filesystem::path folder{};    // made if it is not there
  bool has_proxy{};                  // between kiosk and hub
  bool has_speech{};
  bool has_camera{};
  std::string printer_model{"80mm"};  // docs/devices.md, "Printer models"
  bool has_card_reader{};     // a smart-card reader: pcscd of its own, one slot of it with virtual cards
  bool has_office_printer{};  // the second printer; takes this whole process into a network of its own
  bool has_plain_content{};   // every service open and without questions, for runs with many numbers
};

/// Where things lie in the folder of a stage.
struct StagePaths {
  std::filesystem::path folder;
  [[nodiscard]] std::filesystem::path hub() const { return folder / "hub"; }
  [[nodiscard]] std::filesystem::path kiosk() const { return folder / "kiosk"; }
  [[nodiscard]] std::filesystem::path slips() const { return folder / "slips"; }
  [[nodiscard]] std::filesystem::path pictures() const { return folder / "pictures"; }
  [[nodiscard]] std::filesystem::path logs() const { return folder / "logs"; }
  [[nodiscard]] std::filesystem::path content() const { return folder / "content"; }
  [[nodiscard]] std::filesystem::path factory() const { return folder / "factory"; }
  [[nodiscard]] std::filesystem::path kiosk_config() const { return folder / "kiosk.toml"; }
  [[nodiscard]] std::filesystem::path touch_log() const { return folder / "touch.jsonl"; }
};

struct KioskRun {
  std::string size{"1080x1920"};
  std::vector<std::string> wrapper{};  // "faketime …"
  std::vector<std::string> environment{};
  bool has_window{};  // as somebody who writes lessons has it, instead of none
};

class Stage {
 public:
  /// A file that says that a folder is a stage's.
  static constexpr const char* mark = "stage";
  static constexpr const char* staff_name = "staff";
  static constexpr const char* staff_password = "a long enough passphrase";
  static constexpr const char* staff_pin = "135790";
  /// Who deals with wishes: the dispatcher, and the first unit of the content that takes small matters.
  static constexpr const char* dispatcher_name = "dispatcher";
  static constexpr const char* unit_name = "unit";

  /// Hub with station, user, kiosk and content; hub and devices run; the kiosk does not yet. `denied`: an
  /// office printer where nobody may have a network of his own.
  static Result<std::unique_ptr<Stage>> build(const StageConfig& config);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  [[nodiscard]] const StagePaths& paths() const { return paths_; }
  [[nodiscard]] HubAdmin& hub() { return *hub_admin_; }
  [[nodiscard]] StationContent& content() { return *content_; }
  /// Somebody else of staff, with a session of their own.
  [[nodiscard]] Result<std::unique_ptr<HubAdmin>> log_in(const std::string& name);
  /// The unit that `unit_name` works for.
  [[nodiscard]] std::string unit_of_small_matters() const;

  /// Starts it again on the port it had before; `environment` e.g. moves its clock.
  [[nodiscard]] Status start_hub(const std::vector<std::string>& environment = {});
  Ended stop_hub();
  Ended kill_hub();
  [[nodiscard]] bool hub_runs() const { return hub_process_ != nullptr; }

  [[nodiscard]] Status start_kiosk(const KioskRun& run = {});
  /// The kiosk that runs now.
  [[nodiscard]] KioskPlayer& kiosk() { return *kiosk_; }
  [[nodiscard]] bool kiosk_runs() const { return kiosk_ != nullptr; }
  [[nodiscard]] Result<Ended> finish_kiosk();
  Ended kill_kiosk();
  /// For a person at a window: no play, the program's own life.
  [[nodiscard]] Result<std::unique_ptr<Process>> start_kiosk_window();

  [[nodiscard]] Result<std::string> printer(const std::string& command) const {
    return control("printer", command);
  }
  [[nodiscard]] Result<std::string> reader(const std::string& command) const {
    return control("reader", command);
  }
  [[nodiscard]] Result<std::string> scanner(const std::string& command) const {
    return control("scanner", command);
  }
  [[nodiscard]] Result<std::string> camera(const std::string& command) const {
    return control("camera", command);
  }
  [[nodiscard]] Result<std::string> card(const std::string& command) const {
    return control("card", command);
  }
  [[nodiscard]] Result<std::string> proxy(const std::string& command) const {
    return control("proxy", command);
  }
  [[nodiscard]] std::vector<PrintedSlip> slips() const { return read_slips(paths_.slips()); }
  /// Where the camera puts its frames.
  [[nodiscard]] std::filesystem::path frames() const { return socket("frames"); }
  [[nodiscard]] bool has_card_reader() const { return pcsc_ != nullptr; }
  /// The service behind the smart-card reader.
  [[nodiscard]] PcscDaemon& pcsc() { return *pcsc_; }
  [[nodiscard]] OfficePrinter& office_printer() { return *office_printer_; }
  /// Ends one virtual device for good, as if its cable were cut.
  void kill_device(const std::string& name);

  [[nodiscard]] std::filesystem::path control_socket(const std::string& device) const {
    return socket(device);
  }
  [[nodiscard]] const std::string& hub_url() const { return hub_url_; }
  /// The hub, or the proxy before it.
  [[nodiscard]] const std::string& kiosk_hub_url() const { return kiosk_hub_url_; }
  [[nodiscard]] std::string counter_page() const { return hub_url_ + "/"; }
  [[nodiscard]] std::string hall_page() const { return hub_url_ + "/hall"; }

  /// What the kiosk has spoken so far, a sentence a line.
  [[nodiscard]] std::string spoken() const { return read_file(paths_.kiosk() / "speech.log"); }

 private:
  explicit Stage(const StageConfig& config);
  Status prepare_hub();
  Status start_devices();
  Status start_card_reader(const std::string& cards);
  Status start_office_printer();
  Status start_speech();
  Status start_proxy();
  /// `wrapper` stands before the program.
  [[nodiscard]] Result<std::string> start_device(const std::string& name,
                                                 const std::vector<std::string>& arguments,
                                                 std::vector<std::string> wrapper = {});
  [[nodiscard]] std::vector<std::string> kiosk_environment() const;
  [[nodiscard]] Result<std::string> control(const std::string& device, const std::string& command) const;
  [[nodiscard]] Status write_kiosk_config() const;
  [[nodiscard]] std::filesystem::path program(const std::string& name) const {
    return config_.programs / name;
  }
  [[nodiscard]] std::filesystem::path socket(const std::string& device) const {
    return sockets_.path() / device;
  }

  struct Device {
    std::string name;
    std::unique_ptr<Process> process;
  };

  StageConfig config_;
  StagePaths paths_;
  TempDir sockets_;  // a socket's path must be short; the folder's may be long
  std::unique_ptr<StationContent> content_;
  std::unique_ptr<HubAdmin> hub_admin_;
  std::string hub_listen_{"127.0.0.1:0"};
  std::string hub_url_;        // where the hub listens
  std::string kiosk_hub_url_;  // where the kiosk looks for it: the hub or the proxy
  std::string printer_address_;
  std::string enrol_code_;
  int kiosk_starts_{};
  int hub_starts_{};
  std::unique_ptr<SpeechDaemon> speech_;
  std::unique_ptr<NameService> names_;
  std::unique_ptr<OfficePrinter> office_printer_;
  std::unique_ptr<PcscDaemon> pcsc_;
  std::vector<Device> devices_;
  std::unique_ptr<Process> hub_process_;
  std::unique_ptr<KioskPlayer> kiosk_;
};

}  // namespace yz::test
