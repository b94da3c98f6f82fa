// What the kernel says about a running process.
#pragma once

#include <sys/types.h>

namespace yz::bench {

/// Resident memory as `VmRSS` counts it.
[[nodiscard]] double resident_mib(pid_t pid);
/// Proportional set size of a process and all its descendants: pages shared among them count once.
[[nodiscard]] double tree_proportional_mib(pid_t pid);
/// Processor time used so far, all threads, in milliseconds.
[[nodiscard]] double cpu_ms(pid_t pid);

}  // namespace yz::bench
