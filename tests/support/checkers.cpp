#include "tests/support/checkers.h"

namespace yz::test {

std::vector<std::string> TotalQueue::lost() const {
  std::vector<std::string> ids;
  for (const std::string& id : acknowledged_) {
    if (!received_.contains(id)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> TotalQueue::unexpected() const {
  std::vector<std::string> ids;
  for (const auto& [id, times] : received_) {
    if (!attempted_.contains(id) && !acknowledged_.contains(id)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> TotalQueue::duplicated() const {
  std::vector<std::string> ids;
  for (const auto& [id, times] : received_) {
    if (times > 1) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> TotalQueue::recovered() const {
  std::vector<std::string> ids;
  for (const auto& [id, times] : received_) {
    if (attempted_.contains(id) && !acknowledged_.contains(id)) ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> UniqueLabels::twice() const {
  std::vector<std::string> keys;
  for (const auto& [key, tickets] : tickets_) {
    if (tickets.size() > 1) keys.push_back(key);
  }
  return keys;
}

}  // namespace yz::test
