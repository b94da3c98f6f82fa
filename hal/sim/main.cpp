// yizhan-sim: virtual devices that speak the real wire protocols (docs/formats/sim-control.md).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <functional>

#include "hal/sim/programs.h"

namespace yz::sim {

void say_ready(const std::string& where) {
  std::printf("ready %s\n", where.c_str());
  std::fflush(stdout);
}

namespace {

int run(int argc, char** argv) {
  CLI::App app{"Virtual devices for the kiosk, and a network that fails"};
  app.require_subcommand(1);
  std::function<Status()> chosen;
  const auto with_control = [](CLI::App* device, std::string& path) {
    device->add_option("--control", path, "Unix socket that takes commands");
  };

  PrinterOptions printer;
  CLI::App* sub = app.add_subcommand("printer", "An ESC/POS receipt printer");
  sub->add_option("--listen", printer.listen, "HOST:PORT")->required();
  sub->add_option("--png", printer.png, "Where slips go")->required();
  sub->add_option("--model", printer.model, "Whose quirks it has: 80mm, 58mm, 80mm-presenter …");
  sub->add_option("--font", printer.font, "The font that letters are drawn with");
  with_control(sub, printer.control);
  sub->callback([&] { chosen = [&] { return run_printer(printer); }; });

  IdReaderOptions reader;
  sub = app.add_subcommand("id-reader", "A resident ID card reader");
  sub->add_option("--link", reader.link, "Becomes a symlink to the pty")->required();
  sub->add_option("--cards", reader.cards, "Folder of card files")->required();
  sub->add_option("--seed", reader.seed, "Repeats the same chunks and noise");
  with_control(sub, reader.control);
  sub->callback([&] { chosen = [&] { return run_id_reader(reader); }; });

  CardOptions card;
  sub = app.add_subcommand("card", "A smart card in a slot of vpcd's virtual reader");
  sub->add_option("--connect", card.connect, "HOST:PORT of the slot")->required();
  sub->add_option("--cards", card.cards, "Folder of card files")->required();
  sub->add_option("--seed", card.seed, "Repeats the same garbage");
  with_control(sub, card.control);
  sub->callback([&] { chosen = [&] { return run_card(card); }; });

  ScannerOptions scanner;
  sub = app.add_subcommand("scanner", "A serial barcode scanner");
  sub->add_option("--link", scanner.link, "Becomes a symlink to the pty")->required();
  with_control(sub, scanner.control);
  sub->callback([&] { chosen = [&] { return run_scanner(scanner); }; });

  CameraOptions camera;
  sub = app.add_subcommand("camera", "A camera that writes PGM frames");
  sub->add_option("--frames", camera.frames, "Where frames go")->required();
  sub->add_option("--seed", camera.seed, "Repeats the same noise");
  with_control(sub, camera.control);
  sub->callback([&] { chosen = [&] { return run_camera(camera); }; });

  ProxyOptions proxy;
  sub = app.add_subcommand("proxy", "A network that fails on command");
  sub->add_option("--listen", proxy.listen, "HOST:PORT")->required();
  sub->add_option("--to", proxy.to, "HOST:PORT of the hub")->required();
  sub->add_option("--script", proxy.script, "Timed commands, a line each: MS COMMAND");
  sub->add_option("--seed", proxy.seed, "Repeats the same dice");
  with_control(sub, proxy.control);
  sub->callback([&] { chosen = [&] { return run_proxy(proxy); }; });

  CLI11_PARSE(app, argc, argv);
  const Status done = chosen();
  if (done) return 0;
  std::fprintf(stderr, "yizhan-sim: %s\n", done.error().what.c_str());
  return 1;
}

}  // namespace
}  // namespace yz::sim

int main(int argc, char** argv) {
  try {
    return yz::sim::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yizhan-sim: %s\n", error.what());
    return 1;
  }
}
