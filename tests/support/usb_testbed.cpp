#include "tests/support/usb_testbed.h"

#include <linux/videodev2.h>
#include <umockdev.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <list>
#include <system_error>

#include "tests/support/temp_dir.h"
#include "tests/support/usb_testbed_usbfs.h"

namespace yz::test {
namespace {

namespace fs = std::filesystem;

constexpr Milliseconds inside_time{90'000};

/// `is_there`: its node is; else umockdev makes one.
std::string node_description(const std::string& at, const std::string& node, const std::string& subsystem,
                             bool is_there) {
  return "P: " + at + '\n' + (is_there ? "" : "N: " + node + '\n') + "E: DEVNAME=/dev/" + node +
         "\nE: SUBSYSTEM=" + subsystem + '\n';
}

/// umockdev answers calls about a node in the kernel's place; a terminal's own are the kernel's.
gboolean pass_on(UMockdevIoctlBase* /*handler*/, UMockdevIoctlClient* client, gpointer /*data*/) {
  int number = 0;
  GError* error = nullptr;
  const int result = umockdev_ioctl_client_execute(client, &number, &error);
  if (error != nullptr) {
    g_error_free(error);  // the client is gone
    return 0;
  }
  umockdev_ioctl_client_complete(client, result, number);
  return 1;
}

/// VIDIOC_QUERYCAP of a camera that streams; `name` is its std::string.
gboolean answer_as_camera(UMockdevIoctlBase* /*handler*/, UMockdevIoctlClient* client, gpointer name) {
  if (umockdev_ioctl_client_get_request(client) != VIDIOC_QUERYCAP) return 0;
  v4l2_capability about{};
  about.capabilities = V4L2_CAP_DEVICE_CAPS;
  about.device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
  const auto* text = static_cast<const std::string*>(name);
  std::copy_n(text->begin(), std::min(text->size(), sizeof about.card - 1), about.card);
  UMockdevIoctlData* pointer = umockdev_ioctl_client_get_arg(client);  // stays the client's
  UMockdevIoctlData* data = umockdev_ioctl_data_resolve(pointer, 0, sizeof about, nullptr);
  umockdev_ioctl_data_update(data, 0, reinterpret_cast<guint8*>(&about), sizeof about);
  umockdev_ioctl_data_unref(data);
  umockdev_ioctl_client_complete(client, 0, 0);
  return 1;
}

/// What umockdev has to say, as ours.
Status status_of(GError* error) {
  if (error == nullptr) return {};
  const std::string what = error->message;
  g_error_free(error);
  return fail(Code::invalid, what);
}

}  // namespace

Result<RunOutput> run_mocked(const std::string& name, std::vector<std::string> environment) {
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  if (error) return fail(Code::unavailable, error.message());
  // The preloaded library stands before the sanitizer's, which else refuses to start; and it keeps what it
  // has.
  environment.emplace_back("ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0");
  const TempDir folder;
  return run_program({.command = {"umockdev-wrapper", self.string(), name},
                      .environment = std::move(environment),
                      .output = folder.path() / "output"},
                     inside_time);
}

struct UsbTestbed::Bed {
  UMockdevTestbed* testbed{umockdev_testbed_new()};
  std::vector<UMockdevIoctlBase*> handlers;
  std::list<std::string> names;        // of cameras; a handler looks at its own
  std::map<std::string, Usbfs> pipes;  // by node

  Bed() = default;
  ~Bed() {
    g_object_unref(testbed);
    for (UMockdevIoctlBase* handler : handlers) g_object_unref(handler);
  }
  Bed(const Bed&) = delete;
  Bed& operator=(const Bed&) = delete;

  using Answer = gboolean (*)(UMockdevIoctlBase*, UMockdevIoctlClient*, gpointer);
  Status let_answer(const std::string& node, Answer answer, gpointer data) {
    handlers.push_back(umockdev_ioctl_base_new());
    g_signal_connect(handlers.back(), "handle-ioctl", G_CALLBACK(answer), data);
    GError* error = nullptr;
    umockdev_testbed_attach_ioctl(testbed, ("/dev/" + node).c_str(), handlers.back(), &error);
    return status_of(error);
  }
};

UsbTestbed::UsbTestbed() : bed_(std::make_unique<Bed>()) {}
UsbTestbed::~UsbTestbed() = default;

Status UsbTestbed::add(const std::string& description) {
  GError* error = nullptr;
  umockdev_testbed_add_from_string(bed_->testbed, description.c_str(), &error);
  return status_of(error);
}

Status UsbTestbed::plug(const UsbGadget& gadget) {
  const std::string device = "/devices/usb1/1-" + std::to_string(++plugged_);
  const std::string child = device + '/' + fs::path(gadget.node).filename().string();
  std::string description = "P: " + device +
                            "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nA: idVendor=" + gadget.vendor +
                            "\nA: idProduct=" + gadget.product + "\nA: manufacturer=" + gadget.maker +
                            "\nA: product=" + gadget.model + '\n';
  if (!gadget.serial.empty()) description += "A: serial=" + gadget.serial + '\n';
  description +=
      '\n' + node_description(child, gadget.node, gadget.subsystem, !gadget.leads_to.empty()) + gadget.more;
  Status made;
  // First: whoever waits for the device opens its node as soon as it is in sysfs.
  if (!gadget.leads_to.empty()) made = lead(gadget.node, gadget.leads_to);
  if (made && !gadget.leads_to.empty() && gadget.calls.empty())
    made = bed_->let_answer(gadget.node, pass_on, nullptr);
  if (made) made = add(description);
  if (!made) return made;
  if (!gadget.calls.empty()) {
    GError* error = nullptr;
    umockdev_testbed_load_ioctl(bed_->testbed, ("/dev/" + gadget.node).c_str(), gadget.calls.c_str(), &error);
    made = status_of(error);
  }
  if (!gadget.camera_name.empty())
    made = bed_->let_answer(gadget.node, answer_as_camera, &bed_->names.emplace_back(gadget.camera_name));
  if (!made) return made;
  devices_[gadget.node] = "/sys" + device;
  umockdev_testbed_uevent(bed_->testbed, ("/sys" + child).c_str(), "add");
  return {};
}

Status UsbTestbed::build_in(const std::string& node, const std::string& leads_to) {
  devices_[node] = "/sys/devices/platform/" + node;
  if (!leads_to.empty()) {
    if (auto led = lead(node, leads_to); !led) return led;
    if (auto passed = bed_->let_answer(node, pass_on, nullptr); !passed) return passed;
  }
  return add(node_description("/devices/platform/" + node, node, "tty", !leads_to.empty()));
}

Status UsbTestbed::plug(const PipesGadget& gadget) {
  const std::string device = "/devices/usb1/1-" + std::to_string(++plugged_);
  Usbfs& usbfs = bed_->pipes.try_emplace(gadget.node, gadget).first->second;
  std::array<char, sizeof "A: idVendor=VVVV\nA: idProduct=PPPP\n"> ids{};
  (void)std::snprintf(ids.data(), ids.size(), "A: idVendor=%04x\nA: idProduct=%04x\n",
                      unsigned{gadget.vendor}, unsigned{gadget.product});  // the array is as long as the text
  // First: whoever waits for the device opens its node as soon as it is in sysfs.
  Status made = bed_->let_answer(gadget.node, Usbfs::answer, &usbfs);
  if (made)
    made = add("P: " + device + "\nN: " + gadget.node + '=' + usbfs.descriptors() + "\nE: DEVNAME=/dev/" +
               gadget.node + "\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n" + ids.data() +
               "A: product=" + gadget.model + '\n');
  if (!made) return made;
  devices_[gadget.node] = "/sys" + device;
  umockdev_testbed_uevent(bed_->testbed, ("/sys" + device).c_str(), "add");
  return {};
}

void UsbTestbed::unplug(const std::string& node) {
  const std::string device = devices_.at(node);
  const auto pipes = bed_->pipes.find(node);
  const bool is_whole = pipes != bed_->pipes.end();  // its node is the device's own
  if (is_whole) pipes->second.unplug();
  const std::string below = is_whole ? "" : '/' + fs::path(node).filename().string();
  umockdev_testbed_uevent(bed_->testbed, (device + below).c_str(), "remove");
  umockdev_testbed_remove_device(bed_->testbed, device.c_str());
  devices_.erase(node);
}

Status UsbTestbed::lead(const std::string& node, const std::string& path) const {
  char* root = umockdev_testbed_get_root_dir(bed_->testbed);
  const fs::path link = fs::path(root) / "dev" / node;
  g_free(root);
  std::error_code error;
  fs::create_directories(link.parent_path(), error);
  if (!error) fs::remove(link, error);
  if (!error) fs::create_symlink(path, link, error);
  if (error) return fail(Code::unavailable, link.string() + ": " + error.message());
  return {};
}

}  // namespace yz::test
