// Runs a query to its end, one value a row.
#pragma once

#include <vector>

#include "hub/store/database.h"

namespace yz::hub::store {

template <class Row, class Read>
[[nodiscard]] Result<std::vector<Row>> collect(Query& query, Read read) {
  std::vector<Row> rows;
  for (auto row = query.step();; row = query.step()) {
    if (!row) return fail(row.error());
    if (!*row) return rows;
    rows.push_back(read(query));
  }
}

}  // namespace yz::hub::store
