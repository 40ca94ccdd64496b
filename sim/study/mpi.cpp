#include "study/mpi.hpp"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#if DARAH_MPI
#include <mpi.h>
#endif

namespace darah {

namespace {

using Next = std::function<std::optional<std::int64_t>()>;

/// Under mpirun of Open MPI.
bool started_by_mpi() { return std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr; }

/// Hands out numbers to threads.
class Dispenser {
 public:
  explicit Dispenser(const std::vector<std::int64_t>& numbers) : numbers_(numbers) {}

  std::optional<std::int64_t> next() {
    const std::lock_guard lock(mutex_);
    if (given_ == numbers_.size()) return {};
    return numbers_[given_++];
  }
  /// From now on there are none.
  void close() {
    const std::lock_guard lock(mutex_);
    given_ = numbers_.size();
  }

 private:
  const std::vector<std::int64_t>& numbers_;
  std::size_t given_ = 0;
  std::mutex mutex_;
};

}  // namespace

#if DARAH_MPI

namespace {

enum Tag : int { request = 1, answer = 2, finished = 3 };
constexpr std::int64_t no_more = -1;

/// Answers the other ranks until each has said how its work ended; whether all ended well. Sleeps between
/// questions: a blocking receive would burn the processor that a worker needs.
bool serve(Dispenser& dispenser, int others) {
  bool well = true;
  while (others > 0) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
    if (there == 0) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    std::int64_t said = 0;
    MPI_Recv(&said, 1, MPI_INT64_T, status.MPI_SOURCE, status.MPI_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (status.MPI_TAG == finished) {
      --others;
      if (said == 0) dispenser.close();  // one that was stopped stops all
      well = well && said != 0;
      continue;
    }
    const std::int64_t given = dispenser.next().value_or(no_more);
    MPI_Send(&given, 1, MPI_INT64_T, status.MPI_SOURCE, answer, MPI_COMM_WORLD);
  }
  return well;
}

std::optional<std::int64_t> ask() {
  std::int64_t number = 0;
  MPI_Send(&number, 1, MPI_INT64_T, 0, request, MPI_COMM_WORLD);
  MPI_Recv(&number, 1, MPI_INT64_T, 0, answer, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  return number == no_more ? std::nullopt : std::optional(number);
}

}  // namespace

bool Ranks::unsupported() { return false; }

Ranks::Ranks() {
  if (!started_by_mpi()) return;
  // Threads of a rank take turns; in the first one the serving thread alone talks.
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  joined_ = true;
  if (provided < MPI_THREAD_SERIALIZED) throw std::runtime_error("this MPI has no threads that take turns");
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &count_);
}

Ranks::~Ranks() {
  // A rank that fails says why and exits without this, and mpirun ends the others.
  if (joined_ && std::uncaught_exceptions() == 0) MPI_Finalize();
}

bool Ranks::share(const std::vector<std::int64_t>& numbers, const std::function<bool(const Next&)>& work) {
  Dispenser dispenser(numbers);
  bool well = true;
  if (rank_ > 0) {
    const std::int64_t done = work(ask) ? 1 : 0;
    MPI_Send(&done, 1, MPI_INT64_T, 0, finished, MPI_COMM_WORLD);
  } else {
    std::exception_ptr failure;
    bool served = true;
    {
      std::jthread worker([&] {
        try {
          well = work([&] { return dispenser.next(); });
        } catch (...) {
          failure = std::current_exception();
        }
        if (failure || !well) dispenser.close();
      });
      served = serve(dispenser, count_ - 1);
    }
    if (failure) std::rethrow_exception(failure);
    well = well && served;
  }
  int all = well ? 1 : 0;
  if (joined_) MPI_Bcast(&all, 1, MPI_INT, 0, MPI_COMM_WORLD);
  return all != 0;
}

void Ranks::agree(std::string& text) const {
  if (!joined_) return;
  auto size = static_cast<std::int64_t>(text.size());
  MPI_Bcast(&size, 1, MPI_INT64_T, 0, MPI_COMM_WORLD);
  text.resize(static_cast<std::size_t>(size));
  MPI_Bcast(text.data(), static_cast<int>(size), MPI_CHAR, 0, MPI_COMM_WORLD);
}

#else

bool Ranks::unsupported() { return started_by_mpi(); }

Ranks::Ranks() = default;
Ranks::~Ranks() = default;

bool Ranks::share(const std::vector<std::int64_t>& numbers, const std::function<bool(const Next&)>& work) {
  Dispenser dispenser(numbers);
  return work([&] { return dispenser.next(); });
}

void Ranks::agree(std::string&) const {}

#endif

}  // namespace darah
