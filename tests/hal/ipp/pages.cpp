#include "tests/hal/ipp/pages.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "hal/pgm.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace yz::test {

namespace {
constexpr Milliseconds tool_wait{60'000};
}

std::vector<Page> read_pwg(const std::filesystem::path& file) {
  std::vector<Page> pages;
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  cups_raster_t* raster = cupsRasterOpen(fd, CUPS_RASTER_READ);
  REQUIRE(raster != nullptr);
  cups_page_header2_t header{};
  while (cupsRasterReadHeader2(raster, &header) != 0) {
    CHECK(header.cupsColorSpace == CUPS_CSPACE_SW);
    CHECK(header.cupsBitsPerPixel == 8);
    Page page{{static_cast<int>(header.cupsWidth), static_cast<int>(header.cupsHeight), {}},
              static_cast<int>(header.HWResolution[0]),
              header.cupsPageSizeName};
    page.picture.dots.resize(std::size_t{header.cupsWidth} * header.cupsHeight);
    for (unsigned y = 0; y < header.cupsHeight; ++y) {
      const auto bytes = cupsRasterReadPixels(
          raster, page.picture.dots.data() + std::size_t{y} * header.cupsWidth, header.cupsBytesPerLine);
      REQUIRE(bytes == header.cupsBytesPerLine);
    }
    pages.push_back(std::move(page));
  }
  cupsRasterClose(raster);
  ::close(fd);
  return pages;
}

std::vector<Page> read_pdf(const std::filesystem::path& file) {
  constexpr int dpi = 150;
  const TempDir folder;
  const auto drawn = run_program({.command = {"pdftoppm", "-gray", "-r", std::to_string(dpi), file.string(),
                                              (folder.path() / "page").string()},
                                  .output = folder.path() / "output"},
                                 tool_wait);
  REQUIRE(drawn);
  INFO(drawn->errors);
  REQUIRE(drawn->ended.status == 0);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".pgm") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<Page> pages;
  for (const auto& page : files) {
    const std::string bytes = read_file(page);
    auto frame = hal::parse_pgm({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    REQUIRE(frame);
    pages.push_back({{frame->width, frame->height, std::move(frame->dots)}, dpi, {}});
  }
  return pages;
}

std::string codes_on(const hal::GreyPicture& picture) {
  const TempDir folder;
  const std::string bytes(picture.dots.begin(), picture.dots.end());
  REQUIRE(write_file(folder.path() / "page.pgm", "P5\n" + std::to_string(picture.width) + " " +
                                                     std::to_string(picture.height) + "\n255\n" + bytes));
  const auto read = run_program({.command = {"zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable",
                                             (folder.path() / "page.pgm").string()},
                                 .output = folder.path() / "output"},
                                tool_wait);
  REQUIRE(read);
  return read->output;
}

}  // namespace yz::test
