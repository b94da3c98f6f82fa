// Loaded before SDL by the benchmark: counts the frames that the kiosk presents, in a file that the benchmark
// reads. Never part of the product.
#include <SDL.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

std::uint64_t frames = 0;  // only the thread that draws presents

void write_count() {
  static const char* path = std::getenv("YZ_FRAME_COUNT");
  if (path == nullptr) return;
  static const int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (pwrite(file, &frames, sizeof frames, 0) != sizeof frames) std::abort();
}

}  // namespace

extern "C" void SDL_RenderPresent(SDL_Renderer* renderer) {
  using Present = void (*)(SDL_Renderer*);
  static const auto present = reinterpret_cast<Present>(dlsym(RTLD_NEXT, "SDL_RenderPresent"));
  if (present == nullptr) std::abort();
  ++frames;
  write_count();
  present(renderer);
}
