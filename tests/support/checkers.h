// What runs of many parts are judged by: nothing lost, nothing twice, no number used again, no seat sold
// twice, nobody passed by on a waiting list.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
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

/// Conservation of seats, as the people see it who were told "you are in", whoever told them. Who gave a seat
/// back does not want it again, also when the one who tells has not heard of that yet.
class SeatsPromised {
 public:
  explicit SeatsPromised(std::size_t seats) : seats_(seats) {}
  void promised(const std::string& who);
  void given_back(const std::string& who);
  /// Told that it was a mistake.
  void broken(const std::string& who);

  [[nodiscard]] std::size_t held() const { return held_.size(); }
  [[nodiscard]] std::size_t oversold() const {
    return most_ > seats_ ? most_ - seats_ : 0;
  }  // at the worst moment
  [[nodiscard]] const std::set<std::string>& broken_promises() const { return broken_; }

 private:
  std::size_t seats_;
  std::size_t most_{};
  std::set<std::string> held_;
  std::set<std::string> given_back_;
  std::set<std::string> broken_;
};

/// A waiting list: whoever is given something while another with an earlier turn waits was let in out of
/// turn.
class TurnsKept {
 public:
  void waits(const std::string& who, std::int64_t turn);
  void leaves(const std::string& who);
  void served(const std::string& who, std::int64_t turn);

  [[nodiscard]] const std::vector<std::string>& out_of_turn() const { return out_of_turn_; }
  [[nodiscard]] std::vector<std::string> waiting() const;

 private:
  std::map<std::string, std::int64_t> turns_;
  std::set<std::pair<std::int64_t, std::string>> line_;
  std::vector<std::string> out_of_turn_;
};

}  // namespace yz::test
