#include <rapidcheck/catch.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <deque>
#include <random>
#include <set>
#include <vector>

#include "core/resource.hpp"

namespace {

using namespace darah;

TEST_CASE("a fifo keeps order through growth, wrapping and removal") {
  rc::prop("as std::deque", [](std::uint64_t seed) {
    std::mt19937_64 g(seed);
    Fifo<int> fifo;
    std::deque<int> model;
    for (int i = 0; i < 400; ++i) {
      const auto choice = g() % 5;
      if (choice < 3) {
        const int value = static_cast<int>(g() % 20);
        fifo.push(value);
        model.push_back(value);
      } else if (choice == 3 && !model.empty()) {
        RC_ASSERT(fifo.pop() == model.front());
        model.pop_front();
      } else if (choice == 4) {
        const int value = static_cast<int>(g() % 20);
        const auto at = std::find(model.begin(), model.end(), value);
        RC_ASSERT(fifo.remove(value).has_value() == (at != model.end()));
        if (at != model.end()) model.erase(at);
      }
      RC_ASSERT(fifo.size() == model.size());
      RC_ASSERT(fifo.empty() == model.empty());
      for (std::size_t k = 0; k < model.size(); ++k) RC_ASSERT(fifo[k] == model[k]);
    }
  });
}

TEST_CASE("servers are granted at once while one is idle") {
  Resource pool(2);
  CHECK(pool.request({0}, 1));
  CHECK(pool.idle() == 1);
  CHECK(pool.try_request({0}));
  CHECK(pool.idle() == 0);
  CHECK_FALSE(pool.try_request({0}));
  CHECK_FALSE(pool.request({0}, 2));
  CHECK(pool.waiting() == 1);
  CHECK(pool.busy() == 2);
  CHECK(pool.requests() == 4);
  CHECK(pool.granted_at_once() == 2);
}

TEST_CASE("the line is served by priority, first come first within one") {
  Resource pool(1);
  pool.request({0}, 0);
  pool.request({0}, 10, 2);
  pool.request({0}, 20, 1);
  pool.request({0}, 21, 1);
  pool.request({0}, 0, 0);
  pool.request({0}, 11, 2);
  std::vector<std::uint32_t> served;
  while (const auto token = pool.release({0})) served.push_back(*token);
  CHECK(served == std::vector<std::uint32_t>{0, 20, 21, 10, 11});
  CHECK(pool.busy() == 0);
}

TEST_CASE("who withdraws is passed over") {
  Resource pool(1);
  pool.request({0}, 0);
  pool.request({0}, 1);
  pool.request({0}, 2);
  pool.request({0}, 3, 1);
  CHECK(pool.withdraw({1}, 1));
  CHECK_FALSE(pool.withdraw({1}, 1));
  CHECK(pool.withdraw({1}, 3));
  CHECK(pool.waiting() == 1);
  CHECK(pool.release({2}) == 2U);
  CHECK(pool.release({3}) == std::nullopt);
  CHECK(pool.waiting_time({3}) == 1 + 1 + 2);
}

TEST_CASE("a pool of none grants nothing") {
  Resource<> pool;
  CHECK_FALSE(pool.try_request({0}));
  CHECK_FALSE(pool.request({0}, 1));
  CHECK(pool.idle() == 0);
}

/// What a pool of servers is, written down as slowly as possible.
struct Model {
  struct Waiting {
    std::uint32_t token;
    std::uint8_t priority;
  };
  std::uint32_t capacity;
  std::uint32_t busy = 0;
  std::vector<Waiting> line;
  std::int64_t busy_us = 0, waiting_us = 0;

  void pass(std::int64_t us) {
    for (; us > 0; --us) {
      busy_us += busy;
      waiting_us += static_cast<std::int64_t>(line.size());
    }
  }
  std::optional<std::uint32_t> next() {
    const auto first =
        std::min_element(line.begin(), line.end(), [](auto a, auto b) { return a.priority < b.priority; });
    if (first == line.end()) return std::nullopt;
    const std::uint32_t token = first->token;
    line.erase(first);
    return token;
  }
};

/// A pool and what it is, which the same happens to.
struct Twins {
  explicit Twins(std::uint32_t capacity) : model{capacity, 0, {}, 0, 0}, pool(capacity) {}

  void pass(std::int64_t us) {
    now += Duration{us};
    model.pass(us);
  }
  void forget() {
    pool.reset_books(now);
    model.busy_us = model.waiting_us = 0;
    requests = at_once = 0;
  }
  void request(std::uint8_t priority) {
    const bool idle = model.busy < model.capacity;
    RC_ASSERT(pool.request(now, next_token, priority) == idle);
    idle ? void(++model.busy) : model.line.push_back({next_token, priority});
    ++next_token;
    ++requests;
    at_once += idle;
  }
  void try_request() {
    const bool idle = model.busy < model.capacity;
    RC_ASSERT(pool.try_request(now) == idle);
    model.busy += idle;
    ++requests;
    at_once += idle;
  }
  void withdraw(std::uint32_t token) {
    const auto waits = std::find_if(model.line.begin(), model.line.end(),
                                    [token](const auto& w) { return w.token == token; });
    RC_ASSERT(pool.withdraw(now, token) == (waits != model.line.end()));
    if (waits != model.line.end()) model.line.erase(waits);
  }
  void release() {
    if (model.busy == 0) return;
    const auto token = model.next();
    model.busy -= !token;
    RC_ASSERT(pool.release(now) == token);
  }
  void compare() const {
    RC_ASSERT(pool.busy() == model.busy);
    RC_ASSERT(pool.idle() == model.capacity - model.busy);
    RC_ASSERT(pool.waiting() == model.line.size());
    RC_ASSERT(pool.waiting() == 0 || pool.busy() == pool.capacity());
    RC_ASSERT(pool.requests() == requests);
    RC_ASSERT(pool.granted_at_once() == at_once);
    RC_ASSERT(pool.busy_time(now) == model.busy_us);
    RC_ASSERT(pool.waiting_time(now) == model.waiting_us);
    RC_ASSERT(pool.busy_time(now + Duration{7}) == model.busy_us + 7 * std::int64_t{model.busy});
  }

  Model model;
  Resource<> pool;
  Time now{};
  std::uint32_t next_token = 0;
  std::uint64_t requests = 0, at_once = 0;
};

TEST_CASE("servers and tokens are conserved and the books equal a recount") {
  rc::prop("books", [](std::uint64_t seed) {
    std::mt19937_64 g(seed);
    Twins twins(static_cast<std::uint32_t>(g() % 5));
    for (int i = 0; i < 300; ++i) {
      twins.pass(static_cast<std::int64_t>(g() % 20));
      if (i == 150) twins.forget();
      const auto what = g() % 6;
      if (what < 3) {
        twins.request(static_cast<std::uint8_t>(g() % Resource<>::priorities));
      } else if (what == 3) {
        twins.try_request();
      } else if (what == 4) {
        twins.withdraw(static_cast<std::uint32_t>(g() % (twins.next_token + 1)));
      } else {
        twins.release();
      }
      twins.compare();
    }
  });
}

/// Two pools to which the same happens until one who asks in the first, and looks in the second, is served.
struct Place {
  Resource<> asked, looked;
  std::set<std::uint32_t> in_line;  ///< of others
  std::uint32_t busy = 0;           ///< servers of others
  bool served = false, seen = false;
  static constexpr std::uint32_t her = 1'000'000;

  void serve(Time now) {
    asked.serve(now, [&](std::uint32_t token) { token == her ? void(served = true) : take(token); });
    looked.serve(now, [&](std::uint32_t token) { seen = seen || token == her; });
  }
  void take(std::uint32_t token) {
    in_line.erase(token);
    ++busy;
  }
};

TEST_CASE("who looks is served when she would be, had she asked, and nobody else notices") {
  rc::prop("looks", [](std::uint64_t seed) {
    std::mt19937_64 g(seed);
    Place place;
    place.asked = place.looked = Resource<>(static_cast<std::uint32_t>(g() % 3));
    Time now{};
    std::uint32_t next = 0;
    bool here = false;
    for (int i = 0; i < 400 && !place.served; ++i) {
      now += Duration{static_cast<std::int64_t>(g() % 3)};
      const auto priority = static_cast<std::uint8_t>(g() % Resource<>::priorities);
      const auto what = g() % 8;
      if (!here && i > 20) {
        here = true;
        place.served = place.asked.request(now, Place::her, priority);
        place.seen = place.looked.look(Place::her, priority);
      } else if (what < 4) {
        const bool granted = place.asked.request(now, next, priority);
        RC_ASSERT(place.looked.request(now, next, priority) == granted);
        granted ? void(++place.busy) : void(place.in_line.insert(next));
        ++next;
      } else if (what == 4 && !place.in_line.empty()) {
        const std::uint32_t token =
            *std::next(place.in_line.begin(), static_cast<std::ptrdiff_t>(g() % place.in_line.size()));
        place.in_line.erase(token);
        RC_ASSERT(place.asked.withdraw(now, token) && place.looked.withdraw(now, token));
      } else if (what == 5) {
        const auto capacity = static_cast<std::uint32_t>(g() % 4);
        place.asked.set_capacity(now, capacity);
        place.looked.set_capacity(now, capacity);
        place.serve(now);
      } else if (place.busy > 0) {
        --place.busy;
        place.asked.free(now);
        place.looked.free(now);
        place.serve(now);
      }
      RC_ASSERT(place.served == place.seen);
    }
    if (!here || place.served) return;
    RC_ASSERT(place.looked.looking() == 1U);
    RC_ASSERT(place.looked.waiting() + 1 == place.asked.waiting());
    RC_ASSERT(place.looked.requests() + 1 == place.asked.requests());
    RC_ASSERT(place.looked.look_away(Place::her));
    RC_ASSERT(!place.looked.look_away(Place::her));
  });
}

TEST_CASE("all who look before the first who asks get what that one is then given") {
  Resource pool(1);
  const Time now{};
  REQUIRE(pool.request(now, 0));
  CHECK_FALSE(pool.look(1));
  CHECK_FALSE(pool.look(2, 1));
  CHECK_FALSE(pool.request(now, 3));
  CHECK_FALSE(pool.look(4));
  std::vector<std::uint32_t> served;
  pool.free(now);
  pool.serve(now, [&](std::uint32_t token) { served.push_back(token); });
  CHECK(served == std::vector<std::uint32_t>{1, 3});
  pool.free(now);
  pool.serve(now, [&](std::uint32_t token) { served.push_back(token); });
  CHECK(served == std::vector<std::uint32_t>{1, 3, 2, 4});
  CHECK(pool.idle() == 1);
  CHECK(pool.look(5));
  CHECK(pool.idle() == 1);
  CHECK(pool.busy_time(now) == 0);
}

TEST_CASE("books forgotten at the start of measurement, servers and lines kept") {
  Resource pool(1);
  pool.request({0}, 1);
  pool.request({0}, 2);
  pool.reset_books({10});
  CHECK(pool.requests() == 0);
  CHECK(pool.granted_at_once() == 0);
  CHECK(pool.busy_time({10}) == 0);
  CHECK(pool.waiting_time({15}) == 5);
  CHECK(pool.release({15}) == 2U);
}

#if DARAH_CHECKED
TEST_CASE("what a caller may not do to a pool") {
  Resource pool(1);
  CHECK_THROWS_AS(pool.release({0}), CheckFailure);
  CHECK_THROWS_AS(pool.request({0}, 1, Resource<>::priorities), CheckFailure);
  pool.request({5}, 1);
  CHECK_THROWS_AS(pool.request({4}, 2), CheckFailure);
  CHECK_THROWS_AS(Fifo<int>{}.pop(), CheckFailure);
}
#endif

}  // namespace

TEST_CASE("servers come and go: who is served stays, who waits is granted when one is idle") {
  const auto at = [](int minute) { return Time{} + minutes(minute); };
  Resource r(3);
  for (std::uint32_t token = 0; token < 3; ++token) REQUIRE(r.request(at(0), token));
  r.set_capacity(at(10), 1);
  CHECK(r.busy() == 3);
  CHECK(r.idle() == 0);
  CHECK_FALSE(r.request(at(10), 7, 1));
  CHECK_FALSE(r.request(at(10), 8, 0));
  // Three are served and one server is left: nobody follows the first two who go.
  CHECK_FALSE(r.release(at(20)));
  CHECK_FALSE(r.release(at(20)));
  CHECK(r.busy() == 1);
  CHECK(r.release(at(30)) == 8U);
  CHECK_FALSE(r.grant(at(30)));
  r.set_capacity(at(40), 4);
  CHECK(r.grant(at(40)) == 7U);
  CHECK_FALSE(r.grant(at(40)));
  CHECK(r.busy() == 2);
  CHECK(r.waiting() == 0);
  CHECK(Duration{r.capacity_time(at(50))} == minutes(3 * 10 + 1 * 30 + 4 * 10));
  CHECK(Duration{r.busy_time(at(50))} == minutes(3 * 20 + 1 * 20 + 2 * 10));
  CHECK(Duration{r.waiting_time(at(50))} == minutes(2 * 20 + 1 * 10));
  r.reset_books(at(50));
  CHECK(r.capacity_time(at(50)) == 0);
  CHECK(Duration{r.capacity_time(at(60))} == minutes(40));
}
