// What every run across processes is judged by: nothing lost, nothing twice, no number used again.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

namespace yz::test {

/// Total queue: who was promised something, and what arrived. An attempt whose outcome nobody saw (the
/// process died in the call) is allowed to arrive or not; what was acknowledged must arrive, exactly once.
class TotalQueue {
 public:
  void attempted(const std::string& id) { attempted_.insert(id); }
  void acknowledged(const std::string& id) { acknowledged_.insert(id); }
  void received(const std::string& id) { ++received_[id]; }

  [[nodiscard]] std::vector<std::string> lost() const;        // acknowledged, never received
  [[nodiscard]] std::vector<std::string> unexpected() const;  // received, never attempted
  [[nodiscard]] std::vector<std::string> duplicated() const;  // received more than once
  [[nodiscard]] std::vector<std::string> recovered() const;   // received without having been acknowledged

 private:
  std::set<std::string> attempted_;
  std::set<std::string> acknowledged_;
  std::map<std::string, int> received_;
};

/// Every (day, label) may be seen for one ticket only.
class UniqueLabels {
 public:
  void seen(const std::string& day, const std::string& label, const std::string& ticket) {
    tickets_[day + " " + label].insert(ticket);
  }
  [[nodiscard]] std::vector<std::string> twice() const;
  [[nodiscard]] std::size_t size() const { return tickets_.size(); }

 private:
  std::map<std::string, std::set<std::string>> tickets_;
};

}  // namespace yz::test
