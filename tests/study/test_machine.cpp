#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "compare/synthetic.hpp"
#include "file/files.hpp"
#include "study/machine.hpp"

using namespace darah;
using namespace darah::testing;

namespace {

/// A folder in place of the root of a machine with 8 GB of memory.
class MachineRoot {
 public:
  explicit MachineRoot(const std::string& groups) {
    write("proc/self/cgroup", groups);
    write("proc/meminfo", "MemTotal:       16000000 kB\nMemAvailable:    8000000 kB\n");
  }
  void write(const std::string& name, const std::string& text) const {
    const std::filesystem::path path = folder_.path / name;
    std::filesystem::create_directories(path.parent_path());
    put(path, text);
  }
  std::int64_t available() const { return machine::available_bytes(folder_.path); }
  unsigned processors() const { return machine::processors(folder_.path); }

 private:
  ScratchFolder folder_;
};

constexpr std::int64_t of_machine = std::int64_t{8'000'000} * 1024;

}  // namespace

TEST_CASE("without control groups a process may use what the kernel says is free") {
  const MachineRoot none("0::/\n");
  CHECK(none.available() == of_machine);
  CHECK(none.processors() == machine::processors("/nowhere"));
  CHECK(machine::available_bytes("/nowhere") > of_machine);
}

TEST_CASE("the tightest of the control groups of version 2 bounds memory and processors") {
  const MachineRoot root("0::/job/step\n");
  root.write("sys/fs/cgroup/job/step/memory.max", "max\n");
  root.write("sys/fs/cgroup/job/memory.max", "2000000000\n");
  root.write("sys/fs/cgroup/job/memory.current", "600000000\n");
  CHECK(root.available() == 1'400'000'000);
  root.write("sys/fs/cgroup/job/memory.stat", "anon 100\ninactive_file 500000000\nactive_file 7\n");
  CHECK(root.available() == 1'900'000'000);
  root.write("sys/fs/cgroup/job/step/cpu.max", "max 100000\n");
  CHECK(root.processors() == machine::processors("/nowhere"));
  root.write("sys/fs/cgroup/job/cpu.max", "50000 100000\n");
  CHECK(root.processors() == 1);
}

TEST_CASE("control groups of version 1 bound each what their controller is for") {
  const MachineRoot root("12:memory:/slurm/job\n5:cpu,cpuacct:/slurm\n1:name=systemd:/\n");
  root.write("sys/fs/cgroup/memory/slurm/job/memory.limit_in_bytes", "1000000000\n");
  root.write("sys/fs/cgroup/memory/slurm/job/memory.usage_in_bytes", "300000000\n");
  root.write("sys/fs/cgroup/memory/slurm/job/memory.stat",
             "inactive_file 1\ntotal_inactive_file 100000000\n");
  root.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  CHECK(root.available() == 800'000'000);
  root.write("sys/fs/cgroup/cpu/slurm/cpu.cfs_period_us", "100000\n");
  root.write("sys/fs/cgroup/cpu/slurm/cpu.cfs_quota_us", "-1\n");
  CHECK(root.processors() == machine::processors("/nowhere"));
  root.write("sys/fs/cgroup/cpu/slurm/cpu.cfs_quota_us", "70000\n");
  CHECK(root.processors() == 1);
}

TEST_CASE("a group that is full leaves nothing, and a container sees its own at the top") {
  const MachineRoot root("0::/kubepods/of/the/host\n");
  root.write("sys/fs/cgroup/memory.max", "1000\n");
  root.write("sys/fs/cgroup/memory.current", "2000\n");
  CHECK(root.available() == 0);
}
