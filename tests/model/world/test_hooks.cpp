#include <catch2/catch.hpp>

#include "core/dispatch.hpp"
#include "model/world/hooks.hpp"

using namespace darah;

namespace {

struct ToyModel {};
struct ToyWorld;

/// Has a hook under a name that it also uses otherwise.
struct Overloaded {
  template <class T>
  struct Named {
    T overloaded;
  };
  void start(ToyWorld&, const ToyModel&) { ++starts; }
  void start(int n) { starts += n; }
  int starts = 0;
};

struct Silent {
  template <class T>
  struct Named {
    T silent;
  };
};

using Toys = ComponentList<Silent, Overloaded>;
struct ToyWorld : Toys::Each<StateOf> {};

}  // namespace

TEST_CASE("a hook is called whatever else has its name") {
  ToyWorld w;
  Hooks<Toys>::start(w, ToyModel{});
  CHECK(w.overloaded.starts == 1);
}
