#include "hal/jpeg.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>

// Needs the two above first.
#include <jpeglib.h>
// Needs that one first.
#include <jerror.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/wipe.h"

namespace yz::hal {
namespace {

/// libjpeg ends a failure by a long jump; what it said is kept.
struct Trouble {
  jpeg_error_mgr manager;  // first: libjpeg hands it back as a pointer to it
  std::jmp_buf back;
  jpeg_progress_mgr progress;
  std::array<char, JMSG_LENGTH_MAX> what;
  bool is_cut;   // reading: a part of the picture is missing
  bool is_full;  // writing: no room is left
};

[[noreturn]] void leave(j_common_ptr jpeg) {
  auto* trouble = reinterpret_cast<Trouble*>(jpeg->err);
  (*jpeg->err->format_message)(jpeg, trouble->what.data());
  std::longjmp(trouble->back, 1);
}

/// Warnings go nowhere: a frame that came damaged is followed by another. Thousands of them are an attack.
void count_warning(j_common_ptr jpeg, int level) {
  constexpr long warnings_max = 1'000;
  if (level >= 0) return;
  const int code = jpeg->err->msg_code;
  if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) reinterpret_cast<Trouble*>(jpeg->err)->is_cut = true;
  if (++jpeg->err->num_warnings > warnings_max) leave(jpeg);
}

/// A progressive picture comes in some ten passes; a small file may claim thousands of them.
void count_passes(j_common_ptr jpeg) {
  constexpr int passes_max = 100;
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(jpeg);
  if (decompress->input_scan_number > passes_max) leave(jpeg);
}

enum class Step { begun, refused, done };

struct Wanted {
  std::span<const std::uint8_t> bytes;
  std::size_t dots_max{};
  bool in_colour{};
  int side_enough{};  // in colour
};
struct Decoded {
  int width{};
  int height{};
  std::vector<std::uint8_t> dots;
};

/// By how much libjpeg itself may make it smaller, which costs it least.
unsigned shrink_of(unsigned width, unsigned height, int side_enough) {
  constexpr unsigned most = 8;
  const unsigned side = std::max(width, height);
  unsigned by = 1;
  while (by < most && side / (2 * by) >= static_cast<unsigned>(side_enough)) by *= 2;
  return by;
}

/// Only plain data between the jump and its target: nothing with a destructor may be left behind.
Step decode(jpeg_decompress_struct& jpeg, Trouble& trouble, const Wanted& wanted, Decoded& picture) {
  volatile Step step = Step::begun;
  if (setjmp(trouble.back) != 0) return step;
  jpeg_create_decompress(&jpeg);
  jpeg.progress = &trouble.progress;
  jpeg_mem_src(&jpeg, wanted.bytes.data(), wanted.bytes.size());
  (void)jpeg_read_header(&jpeg, TRUE);  // suspension is not possible: all bytes are here
  const std::size_t dots = std::size_t{jpeg.image_width} * jpeg.image_height;
  if (jpeg.image_width > unsigned{grey_side_max} || jpeg.image_height > unsigned{grey_side_max} ||
      dots > wanted.dots_max) {
    return Step::refused;
  }
  jpeg.out_color_space = wanted.in_colour ? JCS_RGB : JCS_GRAYSCALE;
  jpeg.dct_method = wanted.in_colour ? JDCT_ISLOW : JDCT_IFAST;
  if (wanted.in_colour) jpeg.scale_denom = shrink_of(jpeg.image_width, jpeg.image_height, wanted.side_enough);
  (void)jpeg_start_decompress(&jpeg);  // as above
  picture.width = static_cast<int>(jpeg.output_width);
  picture.height = static_cast<int>(jpeg.output_height);
  const std::size_t row_bytes =
      std::size_t{jpeg.output_width} * static_cast<std::size_t>(jpeg.output_components);
  picture.dots.assign(row_bytes * jpeg.output_height, 128);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = picture.dots.data() + row_bytes * jpeg.output_scanline;
    (void)jpeg_read_scanlines(&jpeg, &row, 1);  // moves output_scanline
    step = Step::done;
  }
  return Step::done;
}

/// Fails as decode_jpeg does; `is_cut` where it is not whole.
Result<Decoded> decode(const Wanted& wanted, bool& is_cut) {
  jpeg_decompress_struct jpeg{};
  Trouble trouble{};
  jpeg.err = jpeg_std_error(&trouble.manager);
  trouble.manager.error_exit = leave;
  trouble.manager.emit_message = count_warning;
  trouble.progress.progress_monitor = count_passes;
  Decoded picture;
  const Step step = decode(jpeg, trouble, wanted, picture);
  // It ended by a jump: the rows behind it are missing.
  is_cut = trouble.is_cut || trouble.what.front() != '\0';
  jpeg_destroy_decompress(&jpeg);
  if (step == Step::refused) return fail(Code::corrupt, "JPEG too large");
  if (step == Step::begun) return fail(Code::corrupt, std::string("JPEG: ") + trouble.what.data());
  return picture;
}

boolean no_more_room(j_compress_ptr jpeg) {
  auto* trouble = reinterpret_cast<Trouble*>(jpeg->err);
  trouble->is_full = true;
  std::longjmp(trouble->back, 1);
}

/// As above: nothing with a destructor between the jump and its target.
bool encode(jpeg_compress_struct& jpeg, Trouble& trouble, const ColourPicture& picture, int quality,
            jpeg_destination_mgr& destination) {
  if (setjmp(trouble.back) != 0) return false;
  jpeg_create_compress(&jpeg);
  jpeg.dest = &destination;
  jpeg.image_width = static_cast<JDIMENSION>(picture.width);
  jpeg.image_height = static_cast<JDIMENSION>(picture.height);
  jpeg.input_components = colours;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, quality, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  const std::uint8_t* const dots = picture.dots.reveal().data();
  while (jpeg.next_scanline < jpeg.image_height) {
    // libjpeg only reads it.
    auto* row = const_cast<JSAMPROW>(dots + std::size_t{jpeg.next_scanline} * jpeg.image_width * colours);
    (void)jpeg_write_scanlines(&jpeg, &row, 1);  // moves next_scanline
  }
  jpeg_finish_compress(&jpeg);
  return true;
}

}  // namespace

Result<GreyPicture> decode_jpeg(std::span<const std::uint8_t> bytes, std::size_t dots_max) {
  bool is_cut = false;
  auto decoded = decode({bytes, dots_max, false, 0}, is_cut);
  if (!decoded) return fail(decoded.error());
  return GreyPicture{decoded->width, decoded->height, std::move(decoded->dots)};
}

Result<ColourPicture> decode_jpeg_colours(std::span<const std::uint8_t> bytes, int side_enough,
                                          std::size_t dots_max) {
  bool is_cut = false;
  auto decoded = decode({bytes, dots_max, true, side_enough}, is_cut);
  if (!decoded) return fail(decoded.error());
  ColourPicture picture{decoded->width, decoded->height, Sensitive(std::move(decoded->dots))};
  if (is_cut) return fail(Code::corrupt, "JPEG with a part missing");
  return picture;
}

Result<Sensitive<std::vector<std::uint8_t>>> encode_jpeg(const ColourPicture& picture, int quality,
                                                         std::size_t bytes_max) {
  const bool is_whole =
      picture.width >= 1 && picture.height >= 1 && picture.width <= grey_side_max &&
      picture.height <= grey_side_max &&
      picture.dots.reveal().size() ==
          static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * colours;
  if (!is_whole) return fail(Code::invalid, "no picture");
  jpeg_compress_struct jpeg{};
  Trouble trouble{};
  jpeg.err = jpeg_std_error(&trouble.manager);
  trouble.manager.error_exit = leave;
  trouble.manager.emit_message = count_warning;
  std::vector<std::uint8_t> room(bytes_max);
  jpeg_destination_mgr destination{};
  destination.next_output_byte = room.data();
  destination.free_in_buffer = room.size();
  destination.init_destination = [](j_compress_ptr) {};
  destination.term_destination = [](j_compress_ptr) {};
  destination.empty_output_buffer = no_more_room;
  const bool is_done = encode(jpeg, trouble, picture, quality, destination);
  jpeg_destroy_compress(&jpeg);
  const std::size_t size = room.size() - destination.free_in_buffer;
  std::vector<std::uint8_t> file;
  if (is_done) file.assign(room.begin(), room.begin() + static_cast<std::ptrdiff_t>(size));
  wipe(std::span(room));
  if (trouble.is_full) return fail(Code::full, "JPEG too long");
  if (!is_done) return fail(Code::invalid, std::string("JPEG: ") + trouble.what.data());
  return Sensitive(std::move(file));
}

}  // namespace yz::hal
