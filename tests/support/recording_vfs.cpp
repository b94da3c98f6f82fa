#include "tests/support/recording_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "base/check.h"

namespace yz::test {

namespace {

constexpr std::size_t sector_bytes = 512;

/// SQLite allocates szOsFile bytes: this head, then the real file's own.
struct RecordedFile {
  sqlite3_file base;
  RecordingVfs* log;
  std::string* name;
  sqlite3_file* real;
};

RecordedFile& self(sqlite3_file* file) {
  return *reinterpret_cast<RecordedFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
  return self(file).real;
}

int on_close(sqlite3_file* file) {
  const int result = real(file)->pMethods->xClose(real(file));
  delete self(file).name;
  return result;
}
int on_read(sqlite3_file* file, void* to, int count, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), to, count, at);
}
int on_write(sqlite3_file* file, const void* from, int count, sqlite3_int64 at) {
  self(file).log->record({RecordingVfs::Kind::write, *self(file).name, at,
                          std::string(static_cast<const char*>(from), static_cast<std::size_t>(count))});
  return real(file)->pMethods->xWrite(real(file), from, count, at);
}
int on_truncate(sqlite3_file* file, sqlite3_int64 size) {
  self(file).log->record({RecordingVfs::Kind::truncate, *self(file).name, size, {}});
  return real(file)->pMethods->xTruncate(real(file), size);
}
int on_sync(sqlite3_file* file, int flags) {
  const int result = real(file)->pMethods->xSync(real(file), flags);
  self(file).log->record({RecordingVfs::Kind::sync, *self(file).name, 0, {}});
  return result;
}
int on_size(sqlite3_file* file, sqlite3_int64* size) {
  return real(file)->pMethods->xFileSize(real(file), size);
}
int on_lock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xLock(real(file), level);
}
int on_unlock(sqlite3_file* file, int level) {
  return real(file)->pMethods->xUnlock(real(file), level);
}
int on_check_lock(sqlite3_file* file, int* out) {
  return real(file)->pMethods->xCheckReservedLock(real(file), out);
}
int on_control(sqlite3_file* file, int op, void* argument) {
  return real(file)->pMethods->xFileControl(real(file), op, argument);
}
int on_sector_size(sqlite3_file* file) {
  return real(file)->pMethods->xSectorSize(real(file));
}
// Promise nothing about the device: SQLite then takes the most careful way.
int on_device(sqlite3_file* /*file*/) {
  return 0;
}
int on_shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int on_shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void on_shm_barrier(sqlite3_file* f) {
  real(f)->pMethods->xShmBarrier(real(f));
}
int on_shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

// Version 2: no memory mapping, all bytes come through on_write.
const sqlite3_io_methods methods{
    2,           on_close,       on_read,       on_write,   on_truncate,    on_sync,   on_size,
    on_lock,     on_unlock,      on_check_lock, on_control, on_sector_size, on_device, on_shm_map,
    on_shm_lock, on_shm_barrier, on_shm_unmap,  nullptr,    nullptr};

struct VfsData {
  sqlite3_vfs* real;
  RecordingVfs* log;
};
VfsData& data(sqlite3_vfs* vfs) {
  return *static_cast<VfsData*>(vfs->pAppData);
}

std::string file_name(const char* path) {
  return path == nullptr ? "temporary" : std::filesystem::path(path).filename().string();
}

int on_open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  RecordedFile& recorded = self(file);
  recorded.base.pMethods = nullptr;
  recorded.real = reinterpret_cast<sqlite3_file*>(&recorded + 1);
  const int result = data(vfs).real->xOpen(data(vfs).real, path, recorded.real, flags, out_flags);
  if (result != SQLITE_OK) return result;
  recorded.log = data(vfs).log;
  recorded.name = new std::string(file_name(path));
  recorded.base.pMethods = &methods;
  return SQLITE_OK;
}
int on_delete(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  data(vfs).log->record({RecordingVfs::Kind::remove, file_name(path), 0, {}});
  return data(vfs).real->xDelete(data(vfs).real, path, sync_folder);
}
int on_access(sqlite3_vfs* vfs, const char* path, int flags, int* out) {
  return data(vfs).real->xAccess(data(vfs).real, path, flags, out);
}
int on_full_path(sqlite3_vfs* vfs, const char* path, int count, char* out) {
  return data(vfs).real->xFullPathname(data(vfs).real, path, count, out);
}
int on_random(sqlite3_vfs* vfs, int count, char* out) {
  return data(vfs).real->xRandomness(data(vfs).real, count, out);
}
int on_sleep(sqlite3_vfs* vfs, int micros) {
  return data(vfs).real->xSleep(data(vfs).real, micros);
}
int on_time(sqlite3_vfs* vfs, double* out) {
  return data(vfs).real->xCurrentTime(data(vfs).real, out);
}
int on_last_error(sqlite3_vfs* vfs, int count, char* out) {
  return data(vfs).real->xGetLastError(data(vfs).real, count, out);
}

using Contents = std::map<std::string, std::string>;

void put(std::string& file, std::int64_t offset, std::string_view bytes) {
  const auto at = static_cast<std::size_t>(offset);
  if (file.size() < at + bytes.size()) file.resize(at + bytes.size());
  file.replace(at, bytes.size(), bytes);
}

/// A write that was under way when the power went: each sector arrived, did not, or is rubbish.
void put_torn(std::string& file, const RecordingVfs::Entry& entry, std::mt19937_64& dice) {
  for (std::size_t from = 0; from < entry.bytes.size(); from += sector_bytes) {
    std::string sector = entry.bytes.substr(from, sector_bytes);
    const auto roll = dice() % 3;
    if (roll == 0) continue;
    if (roll == 1) std::generate(sector.begin(), sector.end(), [&dice] { return static_cast<char>(dice()); });
    put(file, entry.offset + static_cast<std::int64_t>(from), sector);
  }
}

}  // namespace

struct RecordingVfs::Registration {
  sqlite3_vfs vfs{};
  VfsData data{};
};

RecordingVfs::RecordingVfs() : registration_(std::make_unique<Registration>()) {
  static int count = 0;
  name_ = "recording-" + std::to_string(++count);
  sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
  check(below != nullptr, "SQLite has a file system");
  registration_->data = {below, this};
  sqlite3_vfs& vfs = registration_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = static_cast<int>(sizeof(RecordedFile)) + below->szOsFile;
  vfs.mxPathname = below->mxPathname;
  vfs.zName = name_.c_str();
  vfs.pAppData = &registration_->data;
  vfs.xOpen = on_open;
  vfs.xDelete = on_delete;
  vfs.xAccess = on_access;
  vfs.xFullPathname = on_full_path;
  vfs.xRandomness = on_random;
  vfs.xSleep = on_sleep;
  vfs.xCurrentTime = on_time;
  vfs.xGetLastError = on_last_error;
  check(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK, "SQLite takes a file system");
}

RecordingVfs::~RecordingVfs() {
  sqlite3_vfs_unregister(&registration_->vfs);
}

void RecordingVfs::acknowledge(const std::string& what) {
  record({Kind::acknowledge, {}, 0, what});
}

std::vector<std::string> RecordingVfs::acknowledged(std::size_t at) const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < at; ++i) {
    if (log_[i].kind == Kind::acknowledge) all.push_back(log_[i].bytes);
  }
  return all;
}

void RecordingVfs::write_image(std::size_t at, std::mt19937_64& dice,
                               const std::filesystem::path& folder) const {
  std::map<std::string, std::size_t> last_sync;
  for (std::size_t i = 0; i < at; ++i) {
    if (log_[i].kind == Kind::sync) last_sync[log_[i].file] = i;
  }
  Contents disk;
  for (std::size_t i = 0; i < at; ++i) {
    const Entry& entry = log_[i];
    const auto synced = last_sync.find(entry.file);
    const bool is_safe = synced != last_sync.end() && i < synced->second;
    switch (entry.kind) {
      case Kind::write: {
        std::string& file = disk[entry.file];
        const auto roll = is_safe ? 0 : dice() % 3;  // kept, lost, torn
        if (roll == 0) put(file, entry.offset, entry.bytes);
        if (roll == 2) put_torn(file, entry, dice);
        break;
      }
      case Kind::truncate:
        if (is_safe || dice() % 2 == 0) disk[entry.file].resize(static_cast<std::size_t>(entry.offset));
        break;
      case Kind::remove:
        disk.erase(entry.file);
        break;
      case Kind::sync:
      case Kind::acknowledge:
        break;
    }
  }
  std::filesystem::create_directories(folder);
  for (const auto& [name, bytes] : disk) {
    std::ofstream out(folder / name, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    check(out.good(), "an image can be written");
  }
}

}  // namespace yz::test
