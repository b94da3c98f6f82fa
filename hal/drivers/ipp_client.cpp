#include "hal/drivers/ipp_client.h"

#include <cups/cups.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <memory>
#include <type_traits>

namespace yz::hal {
namespace {

constexpr int connect_ms = 1'000;
constexpr int enumerate_ms = 700;
constexpr double look_around_s = 0.2;
constexpr std::size_t answer_bytes_max = 1U << 20U;
constexpr std::size_t chunk_bytes = 16'384;
constexpr const char* user = "kiosk";  // what the printer's list of jobs shows; nothing personal
constexpr const char* job_name = "slip";

using Message = std::unique_ptr<ipp_t, decltype(&ippDelete)>;
using Connection = std::unique_ptr<http_t, decltype(&httpClose)>;

Message message(ipp_t* made) {
  return {made, ippDelete};
}

// ── bytes ──
struct Cursor {
  std::string_view left;
};
ssize_t take(void* context, ipp_uchar_t* into, std::size_t bytes) {
  auto& cursor = *static_cast<Cursor*>(context);
  const std::size_t count = std::min(bytes, cursor.left.size());
  std::memcpy(into, cursor.left.data(), count);
  cursor.left.remove_prefix(count);
  return static_cast<ssize_t>(count);
}
ssize_t append(void* context, ipp_uchar_t* from, std::size_t bytes) {
  static_cast<std::string*>(context)->append(reinterpret_cast<const char*>(from), bytes);
  return static_cast<ssize_t>(bytes);
}

std::string bytes_of(ipp_t* request) {
  std::string bytes;
  ippSetState(request, IPP_STATE_IDLE);
  while (true) {
    const ipp_state_t state = ippWriteIO(&bytes, append, 1, nullptr, request);
    if (state == IPP_STATE_DATA || state == IPP_STATE_ERROR) return bytes;
  }
}

// The number as it came: a printer may answer one that is no ipp_status_t.
Code code_of(int status) {
  switch (status) {
    case IPP_STATUS_ERROR_NOT_FOUND:
    case IPP_STATUS_ERROR_GONE:
      return Code::not_found;
    case IPP_STATUS_ERROR_FORBIDDEN:
    case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
    case IPP_STATUS_ERROR_NOT_AUTHORIZED:
      return Code::denied;
    case IPP_STATUS_ERROR_NOT_POSSIBLE:
      return Code::invalid;
    case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
    case IPP_STATUS_ERROR_OPERATION_NOT_SUPPORTED:
      return Code::unsupported;
    default:
      return Code::unavailable;
  }
}

/// A whole answer that is no error.
Result<Message> parse(std::string_view bytes) {
  Message answer = message(ippNew());
  Cursor cursor{bytes};
  while (true) {
    const ipp_state_t state = ippReadIO(&cursor, take, 1, nullptr, answer.get());
    if (state == IPP_STATE_ERROR) return fail(Code::corrupt, "no IPP answer");
    if (state == IPP_STATE_DATA) break;
  }
  const auto status = static_cast<int>(ippGetStatusCode(answer.get()));
  constexpr int first_error = 0x0200;  // below: successful-ok and kin
  if (status < 0 || status >= first_error)
    return fail(code_of(status), "IPP status " + std::to_string(status));
  return answer;
}

// ── attributes ──
std::vector<std::string> texts(ipp_t* answer, const char* name) {
  std::vector<std::string> values;
  ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
  for (int i = 0; i < ippGetCount(attribute); ++i) {
    const char* value = ippGetString(attribute, i, nullptr);
    if (value != nullptr && std::string_view(value) != "none") values.emplace_back(value);
  }
  return values;
}
std::string text(ipp_t* answer, const char* name) {
  const std::vector<std::string> values = texts(answer, name);
  return values.empty() ? std::string() : values.front();
}
std::optional<int> number(ipp_t* answer, const char* name, ipp_tag_t tag) {
  ipp_attribute_t* attribute = ippFindAttribute(answer, name, tag);
  if (attribute == nullptr) return std::nullopt;
  return ippGetInteger(attribute, 0);
}
std::vector<int> square_dpi(ipp_t* answer, const char* name) {
  std::vector<int> values;
  ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_RESOLUTION);
  for (int i = 0; i < ippGetCount(attribute); ++i) {
    int down = 0;
    ipp_res_t unit = IPP_RES_PER_INCH;
    const int across = ippGetResolution(attribute, i, &down, &unit);
    // Copied, not compared: a printer may send a unit that is no ipp_res_t.
    std::underlying_type_t<ipp_res_t> sent_unit{};
    std::memcpy(&sent_unit, &unit, sizeof sent_unit);
    if (sent_unit == IPP_RES_PER_INCH && across == down && across > 0) values.push_back(across);
  }
  return values;
}

IppJobState job_state(int state) {
  switch (state) {
    case IPP_JSTATE_PROCESSING:
      return IppJobState::printing;
    case IPP_JSTATE_STOPPED:
      return IppJobState::stopped;
    case IPP_JSTATE_CANCELED:
      return IppJobState::canceled;
    case IPP_JSTATE_ABORTED:
      return IppJobState::aborted;
    case IPP_JSTATE_COMPLETED:
      return IppJobState::completed;
    default:
      return IppJobState::waiting;
  }
}

void add_names(ipp_t* request, const std::string& uri) {
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, uri.c_str());
  ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, user);
}
void add_wanted(ipp_t* request, std::initializer_list<const char*> names) {
  ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                static_cast<int>(names.size()), nullptr, names.begin());
}

int ask_patience(http_t* /*http*/, void* patience) {
  return (*static_cast<const Patience*>(patience))() ? 1 : 0;
}

Status write_all(http_t* http, std::string_view bytes, const Patience& patience) {
  while (!bytes.empty()) {
    if (!patience()) return fail(Code::unavailable, "no longer wanted");
    const ssize_t sent = httpWrite2(http, bytes.data(), std::min(bytes.size(), chunk_bytes));
    if (sent <= 0) return fail(Code::unavailable, "the printer takes no bytes");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> read_all(http_t* http) {
  std::string answer;
  std::array<char, chunk_bytes> bytes{};
  while (true) {
    const ssize_t count = httpRead2(http, bytes.data(), bytes.size());
    if (count < 0) return fail(Code::unavailable, "the answer breaks off");
    if (count == 0) return answer;
    answer.append(bytes.data(), static_cast<std::size_t>(count));
    if (answer.size() > answer_bytes_max) return fail(Code::corrupt, "an answer without end");
  }
}

bool is_queue_name(const std::string& name) {
  constexpr std::size_t name_max = 127;  // of CUPS
  return !name.empty() && name.size() <= name_max && std::ranges::all_of(name, [](unsigned char c) {
    return c > 0x20 && c != 0x7F && c != '/' && c != '#' && c != '?' && c != ':';
  });
}

int keep_queue(void* into, unsigned /*flags*/, cups_dest_t* destination) {
  const char* model = cupsGetOption("printer-make-and-model", destination->num_options, destination->options);
  // Instances are a user's own settings for a queue.
  if (destination->instance == nullptr)
    static_cast<std::vector<IppQueue>*>(into)->push_back({destination->name, model == nullptr ? "" : model});
  return 1;  // go on
}

}  // namespace

std::vector<IppQueue> find_ipp_queues() {
  std::vector<IppQueue> queues;
  // Where there is no CUPS there are none: no error.
  (void)cupsEnumDests(CUPS_DEST_FLAGS_NONE, enumerate_ms, nullptr, 0, CUPS_PRINTER_DISCOVERED, keep_queue,
                      &queues);
  return queues;
}

/// One request and its answer over a connection of its own: libcups's own cupsDoRequest() connects again by
/// itself and then waits half a minute without asking anybody.
struct IppClient::Exchange {
  const IppClient& client;
  const Patience& patience;
  bool has_begun{};  // the request, or some of it, is out

  Result<std::string> run(const std::string& request, std::string_view document) {
    const auto encryption = client.is_encrypted_ ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
    const Connection http(httpConnect2(client.host_.c_str(), client.port_, nullptr, AF_UNSPEC, encryption, 1,
                                       connect_ms, nullptr),
                          httpClose);
    if (!http) return fail(Code::unavailable, client.uri_ + ": " + cupsLastErrorString());
    // The callback's argument is not const, and it changes nothing.
    httpSetTimeout(http.get(), look_around_s, ask_patience, const_cast<Patience*>(&patience));
    httpClearFields(http.get());
    httpSetField(http.get(), HTTP_FIELD_CONTENT_TYPE, "application/ipp");
    httpSetLength(http.get(), request.size() + document.size());
    has_begun = true;
    if (httpPost(http.get(), client.resource_.c_str()) != 0)
      return fail(Code::unavailable, client.uri_ + ": it hangs up");
    if (auto sent = write_all(http.get(), request, patience); !sent) return fail(sent.error());
    if (auto sent = write_all(http.get(), document, patience); !sent) return fail(sent.error());
    http_status_t status = HTTP_STATUS_CONTINUE;
    while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(http.get());
    if (status == HTTP_STATUS_UNAUTHORIZED || status == HTTP_STATUS_FORBIDDEN)
      return fail(Code::denied, client.uri_ + ": " + httpStatus(status));
    if (status == HTTP_STATUS_NOT_FOUND) return fail(Code::not_found, client.uri_);
    if (status != HTTP_STATUS_OK) return fail(Code::unavailable, client.uri_ + ": " + httpStatus(status));
    return read_all(http.get());
  }
};

Result<IppClient> IppClient::at(const std::string& target) {
  IppClient client;
  if (target.find("://") == std::string::npos) {
    if (!is_queue_name(target)) return fail(Code::invalid, "\"" + target + "\" is no CUPS queue");
    client.host_ = cupsServer();
    client.port_ = ippPort();
    client.resource_ = "/printers/" + target;
    client.uri_ = "ipp://localhost" + client.resource_;
    return client;
  }
  constexpr int part_max = 256;
  std::array<char, part_max> scheme{};
  std::array<char, part_max> name{};
  std::array<char, part_max> host{};
  std::array<char, part_max> resource{};
  const http_uri_status_t status =
      httpSeparateURI(HTTP_URI_CODING_ALL, target.c_str(), scheme.data(), part_max, name.data(), part_max,
                      host.data(), part_max, &client.port_, resource.data(), part_max);
  const std::string_view kind = scheme.data();
  if (status < HTTP_URI_STATUS_OK || (kind != "ipp" && kind != "ipps") || host[0] == '\0')
    return fail(Code::invalid, "\"" + target + "\" is no ipp://HOST:PORT/ipp/print");
  client.host_ = host.data();
  client.is_encrypted_ = kind == "ipps";
  client.resource_ = resource.data();
  client.uri_ = target;
  return client;
}

Result<IppPrinter> IppClient::printer(const Patience& patience) const {
  const Message request = message(ippNewRequest(IPP_OP_GET_PRINTER_ATTRIBUTES));
  add_names(request.get(), uri_);
  add_wanted(request.get(),
             {"printer-state", "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs",
              "printer-make-and-model", "document-format-supported", "media-ready", "media-default",
              "pwg-raster-document-resolution-supported", "pwg-raster-document-type-supported"});
  Exchange exchange{*this, patience};
  const auto answer = exchange.run(bytes_of(request.get()), "");
  return answer ? parse_ipp_printer(*answer) : fail(answer.error());
}

IppSent IppClient::print(const IppDocument& document, const Patience& patience) const {
  const Message request = message(ippNewRequest(IPP_OP_PRINT_JOB));
  add_names(request.get(), uri_);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, job_name);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
               document.format.c_str());
  ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, document.media.c_str());
  ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "sides", nullptr, "one-sided");
  Exchange exchange{*this, patience};
  const auto answer = exchange.run(bytes_of(request.get()), document.bytes);
  if (!answer) return {std::nullopt, exchange.has_begun, answer.error().what};
  auto job = parse_ipp_job(*answer);
  // What it refuses in so many words it does not print; what cannot be understood may be a yes.
  if (!job) return {std::nullopt, job.error().code == Code::corrupt, job.error().what};
  return {*std::move(job), true, {}};
}

Result<IppJob> IppClient::job(int id, const Patience& patience) const {
  const Message request = message(ippNewRequest(IPP_OP_GET_JOB_ATTRIBUTES));
  add_names(request.get(), uri_);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  add_wanted(request.get(), {"job-id", "job-state", "job-state-reasons"});
  Exchange exchange{*this, patience};
  const auto answer = exchange.run(bytes_of(request.get()), "");
  return answer ? parse_ipp_job(*answer) : fail(answer.error());
}

Status IppClient::cancel(int id, const Patience& patience) const {
  const Message request = message(ippNewRequest(IPP_OP_CANCEL_JOB));
  add_names(request.get(), uri_);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", id);
  Exchange exchange{*this, patience};
  const auto answer = exchange.run(bytes_of(request.get()), "");
  if (!answer) return fail(answer.error());
  const auto parsed = parse(*answer);
  return parsed ? Status{} : fail(parsed.error());
}

Result<IppPrinter> parse_ipp_printer(std::string_view bytes) {
  const auto answer = parse(bytes);
  if (!answer) return fail(answer.error());
  ipp_t* from = answer->get();
  const auto state = number(from, "printer-state", IPP_TAG_ENUM);
  if (!state) return fail(Code::corrupt, "no printer-state");
  IppPrinter printer;
  printer.state = *state == IPP_PSTATE_STOPPED      ? IppPrinterState::stopped
                  : *state == IPP_PSTATE_PROCESSING ? IppPrinterState::processing
                                                    : IppPrinterState::idle;
  ipp_attribute_t* accepts = ippFindAttribute(from, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  printer.accepts_jobs = accepts == nullptr || ippGetBoolean(accepts, 0) != 0;
  printer.reasons = texts(from, "printer-state-reasons");
  printer.message = text(from, "printer-state-message");
  printer.model = text(from, "printer-make-and-model");
  printer.formats = texts(from, "document-format-supported");
  printer.media = texts(from, "media-ready");
  if (std::string usual = text(from, "media-default"); !usual.empty())
    printer.media.push_back(std::move(usual));
  printer.raster_dpi = square_dpi(from, "pwg-raster-document-resolution-supported");
  printer.raster_types = texts(from, "pwg-raster-document-type-supported");
  return printer;
}

Result<IppJob> parse_ipp_job(std::string_view bytes) {
  const auto answer = parse(bytes);
  if (!answer) return fail(answer.error());
  const auto id = number(answer->get(), "job-id", IPP_TAG_INTEGER);
  const auto state = number(answer->get(), "job-state", IPP_TAG_ENUM);
  if (!id || !state) return fail(Code::corrupt, "no job-id or job-state");
  return IppJob{*id, job_state(*state), texts(answer->get(), "job-state-reasons")};
}

}  // namespace yz::hal
