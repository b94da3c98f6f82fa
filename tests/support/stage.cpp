#include "tests/support/stage.h"

#include <algorithm>

#include <csignal>
#include <system_error>

namespace yz::test {

namespace {

// Everything here may run under a sanitizer on a machine that builds at the same time.
constexpr Milliseconds start_wait{30'000};

}  // namespace

Stage::Stage(const StageConfig& config) : config_(config), paths_{config.folder} {}

Stage::~Stage() {
  kiosk_.reset();  // first, so that it does not log that everything else goes away
}

Result<std::unique_ptr<Stage>> Stage::build(const StageConfig& config) {
  auto stage = std::unique_ptr<Stage>(new Stage(config));
  const StagePaths& paths = stage->paths_;
  if (config.has_office_printer) {
    if (auto entered = enter_own_network(); !entered) return fail(entered.error());
  }
  std::error_code error;
  for (const auto& folder : {paths.hub(), paths.kiosk(), paths.slips(), paths.pictures(), paths.logs()}) {
    std::filesystem::create_directories(folder, error);
    if (error) return fail(Code::unavailable, folder.string() + ": " + error.message());
  }
  if (auto marked = write_file(paths.folder / mark, "made by yizhan-tour\n"); !marked)
    return fail(marked.error());
  auto content = StationContent::copy(config.source / "assets" / "content", paths.content());
  if (!content) return fail(content.error());
  stage->content_ = *std::move(content);
  if (config.has_plain_content) {
    stage->content_->make_plain();
  } else {
    // The story needs one service whose numbers are used up and one that is closed, at any hour.
    stage->content_->open_always("party");
    stage->content_->close_today("legal");
    stage->content_->close_school_today();  // so that nobody can check in yet
  }
  if (auto saved = stage->content_->save(); !saved) return fail(saved.error());
  // What a technician installs: the kiosk shows it until the hub's first pack has come; a story changes only
  // the hub's.
  std::filesystem::copy(paths.content(), paths.factory(), std::filesystem::copy_options::recursive, error);
  if (error) return fail(Code::unavailable, error.message());
  if (auto done = stage->prepare_hub(); !done) return fail(done.error());
  if (auto done = stage->start_hub(); !done) return fail(done.error());
  if (auto done = stage->start_proxy(); !done) return fail(done.error());
  if (auto done = stage->start_devices(); !done) return fail(done.error());
  if (auto done = stage->start_speech(); !done) return fail(done.error());
  if (auto done = stage->write_kiosk_config(); !done) return fail(done.error());
  return stage;
}

Status Stage::prepare_hub() {
  hub_admin_ = std::make_unique<HubAdmin>(program("yizhan-hub"), paths_.hub(), paths_.logs());
  const std::string station = content_->station().value("id", "");
  if (auto done = hub_admin_->add_station(station, content_->station()["name"].value("zh", station)); !done)
    return done;
  if (auto done = hub_admin_->add_user(staff_name, "counter", staff_password); !done) return done;
  if (auto done = hub_admin_->add_user(dispatcher_name, "dispatcher", staff_password); !done) return done;
  if (auto version = hub_admin_->publish(paths_.content()); !version) return fail(version.error());
  if (auto done = hub_admin_->add_user(unit_name, "unit", staff_password, unit_of_small_matters()); !done)
    return done;
  auto code = hub_admin_->enrol(station);
  if (!code) return fail(code.error());
  enrol_code_ = *code;
  return {};
}

std::string Stage::unit_of_small_matters() const {
  for (const auto& unit : content_->wishes().value("units", nlohmann::json::array())) {
    const auto& matters = unit["matters"];
    if (std::find(matters.begin(), matters.end(), "small") != matters.end()) return unit["id"];
  }
  return {};
}

Result<std::unique_ptr<HubAdmin>> Stage::log_in(const std::string& name) {
  auto admin = std::make_unique<HubAdmin>(program("yizhan-hub"), paths_.hub(), paths_.logs());
  admin->use(hub_url_);
  if (auto done = admin->login(name, staff_password); !done) return fail(done.error());
  return admin;
}

Status Stage::start_hub(const std::vector<std::string>& environment) {
  auto process = Process::start(
      {.command = {program("yizhan-hub"), "serve", "--data", paths_.hub().string(), "--listen", hub_listen_},
       .environment = environment,
       .output = paths_.logs() / ("hub-" + std::to_string(++hub_starts_) + ".log")});
  if (!process) return fail(process.error());
  hub_process_ = *std::move(process);
  auto ready = hub_process_->wait_ready(start_wait);
  if (!ready) return fail(Code::unavailable, "hub: " + ready.error().what);
  const auto at = ready->find("127.0.0.1:");
  if (at == std::string::npos) return fail(Code::invalid, "the hub's ready line names no address: " + *ready);
  hub_listen_ = ready->substr(at, ready->find_first_of("/ ", at) - at);
  hub_url_ = "http://" + hub_listen_;
  if (kiosk_hub_url_.empty()) kiosk_hub_url_ = hub_url_;
  // A login outlives the hub's process; logging in again at every start would meet the limit of tries.
  if (hub_starts_ > 1) return {};
  hub_admin_->use(hub_url_);
  return hub_admin_->login(staff_name, staff_password);
}

Ended Stage::stop_hub() {
  const Ended ended = hub_process_->stop();
  hub_process_.reset();
  return ended;
}

Ended Stage::kill_hub() {
  const Ended ended = hub_process_->kill_now();
  hub_process_.reset();
  return ended;
}

Result<std::string> Stage::start_device(const std::string& name, const std::vector<std::string>& arguments,
                                        std::vector<std::string> wrapper) {
  std::vector<std::string> command = std::move(wrapper);
  command.insert(command.end(), {program("yizhan-sim").string(), name});
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.insert(command.end(), {"--control", socket(name).string()});
  auto process = Process::start({.command = command, .output = paths_.logs() / (name + ".log")});
  if (!process) return fail(process.error());
  devices_.push_back({name, *std::move(process)});
  auto ready = devices_.back().process->wait_ready(start_wait);
  if (!ready) return fail(Code::unavailable, name + ": " + ready.error().what);
  return ready;
}

Status Stage::start_proxy() {
  if (!config_.has_proxy) return {};
  auto address = start_device("proxy", {"--listen", "127.0.0.1:0", "--to", hub_listen_});
  if (!address) return fail(address.error());
  kiosk_hub_url_ = "http://" + *address;
  return {};
}

Status Stage::start_devices() {
  auto printer = start_device("printer", {"--listen", "127.0.0.1:0", "--png", paths_.slips().string(),
                                          "--model", config_.printer_model});
  if (!printer) return fail(printer.error());
  printer_address_ = *printer;
  const std::string cards = (config_.source / "assets" / "tour" / "cards").string();
  if (auto up = start_device("id-reader", {"--link", socket("id-reader-tty").string(), "--cards", cards});
      !up) {
    return fail(up.error());
  }
  if (auto up = start_device("scanner", {"--link", socket("scanner-tty").string()}); !up)
    return fail(up.error());
  if (config_.has_card_reader) {
    if (auto up = start_card_reader(cards); !up) return up;
  }
  if (config_.has_office_printer) {
    if (auto up = start_office_printer(); !up) return up;
  }
  if (!config_.has_camera) return {};
  std::filesystem::create_directories(frames());
  if (auto up = start_device("camera", {"--frames", frames().string()}); !up) return fail(up.error());
  return {};
}

Status Stage::start_card_reader(const std::string& cards) {
  auto service = PcscDaemon::start(sockets_.path() / "pcsc");
  if (!service) return fail(service.error());
  pcsc_ = *std::move(service);
  auto slot = start_device("card", {"--connect", PcscDaemon::first_slot, "--cards", cards}, pcsc_->inside());
  if (!slot) return fail(slot.error());
  return {};
}

Status Stage::start_office_printer() {
  auto names = NameService::start();
  if (!names) return fail(names.error());
  names_ = *std::move(names);
  auto printer = OfficePrinter::start(*names_, "image/pwg-raster,application/pdf");
  if (!printer) return fail(printer.error());
  office_printer_ = *std::move(printer);
  return {};
}

Status Stage::start_speech() {
  if (!config_.has_speech) return {};
  auto speech = SpeechDaemon::start(sockets_.path() / "speech");
  if (!speech && speech.error().code != Code::not_found) return fail(speech.error());
  if (speech) speech_ = *std::move(speech);
  return {};
}

std::vector<std::string> Stage::kiosk_environment() const {
  std::vector<std::string> environment;
  if (speech_) environment.push_back(speech_->environment());
  if (pcsc_) environment.push_back(pcsc_->environment());
  return environment;
}

Result<std::string> Stage::control(const std::string& device, const std::string& command) const {
  return SimControl(socket(device == "reader" ? "id-reader" : device)).command(command);
}

void Stage::kill_device(const std::string& name) {
  for (Device& device : devices_) {
    if (device.name == name) device.process->kill_now();
  }
}

Status Stage::write_kiosk_config() const {
  auto hashed = run_program(
      {.command = {program("yizhan-kiosk"), "--hash-pin"}, .output = paths_.logs() / "hash-pin.log"},
      start_wait, staff_pin);
  if (!hashed) return fail(hashed.error());
  const std::string pin_hash = hashed->output.substr(0, hashed->output.find('\n'));
  std::string text = "[hub]\nurl = \"" + kiosk_hub_url_ + "\"\nenrol_code = \"" + enrol_code_ + "\"\n";
  text += "\n[folders]\ncontent = \"" + paths_.factory().string() + "\"\n";
  text += "\n[staff]\npin_hash = \"" + pin_hash + "\"\n";
  const auto device = [&text](const std::string& id, const std::string& kind, const std::string& driver,
                              const std::string& port) {
    text += "\n[[device]]\nid = \"" + id + "\"\nclass = \"" + kind + "\"\ndriver = \"" + driver +
            "\"\nport = \"" + port + "\"\n";
  };
  device("slip-printer", "printer", "escpos", "tcp:" + printer_address_);
  text += "profile = \"" + config_.printer_model + "\"\n";
  device("id-reader", "id_reader", "sam-id-reader", "serial:" + socket("id-reader-tty").string() + "@115200");
  device("scanner", "scanner", "serial-scanner", "serial:" + socket("scanner-tty").string() + "@9600");
  if (config_.has_camera) device("camera", "camera", "camera", "frames:" + frames().string());
  if (pcsc_) device("card-reader", "card_reader", "pcsc-card-reader", "pcsc:*");
  if (office_printer_) device("office-printer", "printer", "ipp", "ipp:" + office_printer_->uri());
  return write_file(paths_.kiosk_config(), text);
}

Status Stage::start_kiosk(const KioskRun& run) {
  std::vector<std::string> environment = kiosk_environment();
  environment.insert(environment.end(), run.environment.begin(), run.environment.end());
  auto player =
      KioskPlayer::start({.program = program("yizhan-kiosk"),
                          .config = paths_.kiosk_config(),
                          .state = paths_.kiosk(),
                          .shots = paths_.pictures(),
                          .touch_log = paths_.touch_log(),
                          .output = paths_.logs() / ("kiosk-" + std::to_string(++kiosk_starts_) + ".log"),
                          .size = run.size,
                          .has_window = run.has_window,
                          .environment = environment,
                          .wrapper = run.wrapper});
  if (!player) return fail(player.error());
  kiosk_ = *std::move(player);
  return {};
}

Result<Ended> Stage::finish_kiosk() {
  auto ended = kiosk_->finish();
  kiosk_.reset();
  return ended;
}

Ended Stage::kill_kiosk() {
  const Ended ended = kiosk_->process().kill_now();
  kiosk_.reset();
  return ended;
}

Result<std::unique_ptr<Process>> Stage::start_kiosk_window() {
  return Process::start({.command = {program("yizhan-kiosk"), "--config", paths_.kiosk_config().string(),
                                     "--state", paths_.kiosk().string(), "--window", "540x960"},
                         .environment = kiosk_environment(),
                         .output = paths_.logs() / "kiosk-window.log"});
}

}  // namespace yz::test
