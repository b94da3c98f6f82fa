#include "kiosk/app/panel_light.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

using yz::kiosk::PanelLight;

TEST_CASE("panel light: every light of the folder is switched, by the kernel's numbers", "[kiosk]") {
  const yz::test::TempDir folder;
  for (const char* light : {"intel_backlight", "acpi_video0"}) {
    std::filesystem::create_directories(folder.path() / light);
    REQUIRE(yz::test::write_file(folder.path() / light / "bl_power", "0"));
  }
  const auto power = [&](const char* light) {
    return yz::test::read_file(folder.path() / light / "bl_power");
  };
  PanelLight panel;
  panel.use(folder.path());
  panel.set(false);
  CHECK_FALSE(panel.is_on());
  CHECK(power("intel_backlight") == "4");
  CHECK(power("acpi_video0") == "4");
  panel.set(true);
  CHECK(power("intel_backlight") == "0");
}

TEST_CASE("panel light: without one, and without being asked to, nothing is switched", "[kiosk]") {
  const yz::test::TempDir folder;
  PanelLight without;
  without.use(folder.path() / "none");
  without.set(false);
  CHECK_FALSE(without.is_on());
  std::filesystem::create_directories(folder.path() / "panel");
  REQUIRE(yz::test::write_file(folder.path() / "panel" / "bl_power", "0"));
  PanelLight unasked;
  unasked.set(false);
  CHECK(yz::test::read_file(folder.path() / "panel" / "bl_power") == "0");
}
