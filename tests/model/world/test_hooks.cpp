#include <catch2/catch.hpp>
#include <list>
#include <string>
#include <type_traits>

#include "core/dispatch.hpp"
#include "model/world/claims.hpp"
#include "model/world/hooks.hpp"

namespace darah {
namespace {

struct ToyModel {};
struct ToyWorld;
using Log = std::list<std::string>;

/// Has every hook, and writes down which is called.
struct Busy {
  template <class T>
  struct Named {
    T busy;
  };
  enum class Kind : std::uint8_t { tick, tock, count };
  static constexpr Kind fetched = Kind::tock;

  static void contradictions(const std::string& p, Claims& claim) {
    claim(p != "none", "busy.p", "there is none");
    claim(p != "", "busy.p", "it is empty");
  }
  void start(ToyWorld& w, const ToyModel&) const;
  void start_policy(ToyWorld& w, const ToyModel&) const;
  void settle_all(ToyWorld& w, const ToyModel&) const;
  void start_measuring(ToyWorld& w) const;
  void month_end(ToyWorld& w, const ToyModel&, std::int32_t month) const;
  void finish_measuring(ToyWorld& w, const ToyModel&) const;
  void finish(ToyWorld& w) const;
  bool conserved(const ToyWorld&, const ToyModel&) const { return whole; }
  void fetch(const Event& e) const { last_fetched = e.index(); }

  bool whole = true;
  mutable std::uint32_t last_fetched = 0;
};

/// Has a name and nothing else.
struct Idle {
  template <class T>
  struct Named {
    T idle;
  };
};

/// Has two hooks, one under a name that it also uses otherwise.
struct Late {
  template <class T>
  struct Named {
    T late;
  };
  enum class Kind : std::uint8_t { tick, count };
  void start(ToyWorld& w, const ToyModel&) const;
  void start(int) const {}
  bool conserved(const ToyWorld& w, const ToyModel&) const;
};

using Toys = ComponentList<Busy, Idle, Late>;
struct ToyWorld : Toys::Each<StateOf> {
  mutable Log log;
};

void Busy::start(ToyWorld& w, const ToyModel&) const { w.log.emplace_back("busy starts"); }
void Busy::start_policy(ToyWorld& w, const ToyModel&) const { w.log.emplace_back("policies"); }
void Busy::settle_all(ToyWorld& w, const ToyModel&) const { w.log.emplace_back("settles"); }
void Busy::start_measuring(ToyWorld& w) const { w.log.emplace_back("opens"); }
void Busy::month_end(ToyWorld& w, const ToyModel&, std::int32_t month) const {
  w.log.push_back("month " + std::to_string(month));
}
void Busy::finish_measuring(ToyWorld& w, const ToyModel&) const { w.log.emplace_back("closes"); }
void Busy::finish(ToyWorld& w) const { w.log.emplace_back("finishes"); }
void Late::start(ToyWorld& w, const ToyModel&) const { w.log.emplace_back("late starts"); }
bool Late::conserved(const ToyWorld& w, const ToyModel&) const {
  w.log.emplace_back("late is asked");
  return true;
}

using Hook = Hooks<Toys>;

TEST_CASE("a hook is called of every component that has it, in the order of the list") {
  ToyWorld w;
  const ToyModel m;
  Hook::start(w, m);
  Hook::start_policy(w, m);
  Hook::settle_all(w, m);
  Hook::start_measuring(w);
  Hook::month_end(w, m, 3);
  Hook::finish_measuring(w, m);
  Hook::finish(w);
  CHECK(w.log ==
        Log{"busy starts", "late starts", "policies", "settles", "opens", "month 3", "closes", "finishes"});
}

TEST_CASE("what a component claims in vain is a problem, with the key to point at") {
  Claims claims;
  Hook::contradictions(std::string("some"), claims);
  CHECK(claims.problems().empty());
  Hook::contradictions(std::string("none"), claims);
  REQUIRE(claims.problems().size() == 1);
  CHECK(claims.problems()[0].key == "busy.p");
  CHECK(claims.problems()[0].message == "there is none");
}

TEST_CASE("a world is conserved if all components are, none is asked after the first that is not") {
  ToyWorld w;
  CHECK(Hook::conserved(w, ToyModel{}));
  CHECK(w.log == Log{"late is asked"});
  w.busy.whole = false;
  CHECK_FALSE(Hook::conserved(w, ToyModel{}));
  CHECK(w.log == Log{"late is asked"});
}

TEST_CASE("the subjects of one kind of event are fetched ahead") {
  ToyWorld w;
  Hook::fetch(w, Event::make({}, 0, 1, Toys::kind<Busy>(Busy::Kind::tick), 7));
  Hook::fetch(w, Event::make({}, 0, 1, Toys::kind<Late>(Late::Kind::tick), 8));
  CHECK(w.busy.last_fetched == 0);
  Hook::fetch(w, Event::make({}, 0, 1, Toys::kind<Busy>(Busy::Kind::tock), 9));
  CHECK(w.busy.last_fetched == 9);
}

TEST_CASE("a component that has no more than a name takes part and costs nothing") {
  STATIC_REQUIRE(Toys::kinds == 3);
  STATIC_REQUIRE(Toys::offset<Late>() == 2);
  STATIC_REQUIRE(std::is_empty_v<ParametersOf<Idle>>);
  STATIC_REQUIRE(std::is_empty_v<PlanOf<Idle>>);
  ToyWorld w;
  CHECK(&held<StateOf<Idle>>(w) == &w.idle);
}

}  // namespace
}  // namespace darah
