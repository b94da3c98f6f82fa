#include "tests/support/checkers.h"

#include <algorithm>

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

void SeatsPromised::promised(const std::string& who) {
  if (!given_back_.contains(who)) held_.insert(who);
  most_ = std::max(most_, held_.size());
}

void SeatsPromised::given_back(const std::string& who) {
  given_back_.insert(who);
  held_.erase(who);
}

void SeatsPromised::broken(const std::string& who) {
  if (held_.erase(who) > 0) broken_.insert(who);
}

void TurnsKept::waits(const std::string& who, std::int64_t turn) {
  leaves(who);
  turns_[who] = turn;
  line_.insert({turn, who});
}

void TurnsKept::leaves(const std::string& who) {
  const auto known = turns_.find(who);
  if (known == turns_.end()) return;
  line_.erase({known->second, who});
  turns_.erase(known);
}

void TurnsKept::served(const std::string& who, std::int64_t turn) {
  leaves(who);
  if (!line_.empty() && *line_.begin() < std::pair(turn, who)) out_of_turn_.push_back(who);
}

std::vector<std::string> TurnsKept::waiting() const {
  std::vector<std::string> who;
  for (const auto& [turn, one] : line_) who.push_back(one);
  return who;
}

}  // namespace yz::test
