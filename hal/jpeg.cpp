#include "hal/jpeg.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>

// Needs the two above first.
#include <jpeglib.h>

#include <array>
#include <string>

namespace yz::hal {
namespace {

/// libjpeg ends a failure by a long jump; what it said is kept.
struct Trouble {
  jpeg_error_mgr manager;  // first: libjpeg hands it back as a pointer to it
  std::jmp_buf back;
  jpeg_progress_mgr progress;
  std::array<char, JMSG_LENGTH_MAX> what;
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  auto* trouble = reinterpret_cast<Trouble*>(jpeg->err);
  (*jpeg->err->format_message)(jpeg, trouble->what.data());
  std::longjmp(trouble->back, 1);
}

/// Warnings go nowhere: a frame that came damaged is followed by another. Thousands of them are an attack.
void count_warning(j_common_ptr jpeg, int level) {
  constexpr long warnings_max = 1'000;
  if (level < 0 && ++jpeg->err->num_warnings > warnings_max) leave(jpeg);
}

/// A progressive picture comes in some ten passes; a small file may claim thousands of them.
void count_passes(j_common_ptr jpeg) {
  constexpr int passes_max = 100;
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(jpeg);
  if (decompress->input_scan_number > passes_max) leave(jpeg);
}

enum class Step { begun, refused, done };

/// Only plain data between the jump and its target: nothing with a destructor may be left behind.
Step decode(jpeg_decompress_struct& jpeg, Trouble& trouble, std::span<const std::uint8_t> bytes,
            std::size_t dots_max, GreyPicture& picture) {
  volatile Step step = Step::begun;
  if (setjmp(trouble.back) != 0) return step;
  jpeg_create_decompress(&jpeg);
  jpeg.progress = &trouble.progress;
  jpeg_mem_src(&jpeg, bytes.data(), bytes.size());
  (void)jpeg_read_header(&jpeg, TRUE);  // suspension is not possible: all bytes are here
  const std::size_t dots = std::size_t{jpeg.image_width} * jpeg.image_height;
  if (jpeg.image_width > unsigned{grey_side_max} || jpeg.image_height > unsigned{grey_side_max} ||
      dots > dots_max) {
    return Step::refused;
  }
  jpeg.out_color_space = JCS_GRAYSCALE;
  jpeg.dct_method = JDCT_IFAST;
  (void)jpeg_start_decompress(&jpeg);  // as above
  picture.width = static_cast<int>(jpeg.output_width);
  picture.height = static_cast<int>(jpeg.output_height);
  picture.dots.assign(dots, 128);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = picture.dots.data() + std::size_t{jpeg.output_scanline} * jpeg.output_width;
    (void)jpeg_read_scanlines(&jpeg, &row, 1);  // moves output_scanline
    step = Step::done;
  }
  return Step::done;
}

}  // namespace

Result<GreyPicture> decode_jpeg(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  jpeg_decompress_struct jpeg{};
  Trouble trouble{};
  jpeg.err = jpeg_std_error(&trouble.manager);
  trouble.manager.error_exit = leave;
  trouble.manager.emit_message = count_warning;
  trouble.progress.progress_monitor = count_passes;
  GreyPicture picture;
  const Step step = decode(jpeg, trouble, bytes, dots_max, picture);
  jpeg_destroy_decompress(&jpeg);
  if (step == Step::refused) return fail(Code::corrupt, "JPEG too large");
  if (step == Step::begun) return fail(Code::corrupt, std::string("JPEG: ") + trouble.what.data());
  return picture;
}

}  // namespace yz::hal
