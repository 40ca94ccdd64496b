"""A function of a hook's name that takes what the hook does not give is refused by the compiler, and not left out in silence."""

import os
import pathlib
import subprocess

import pytest

from program import SOURCE

FLAGS = ["-std=c++20", "-fsyntax-only", "-I", os.path.join(SOURCE, "sim")]
# Each hook with the arguments it gives, how the component declares it rightly, and one that is wrong.
HOOKS = {
    "contradictions": ("std::string(), claims", "static void contradictions(const std::string&, Claims&)", "static void contradictions(Claims&)"),
    "start": ("w, m", "void start(World&, const Model&)", "void start(World&)"),
    "start_policy": ("w, m", "void start_policy(World&, const Model&)", "void start_policy(World&, const Model&, int)"),
    "settle_all": ("w, m", "void settle_all(World&, const Model&)", "void settle_all(World&, Model&)"),
    "start_measuring": ("w", "void start_measuring(World&)", "void start_measuring(World&, const Model&)"),
    "month_end": ("w, m, 3", "void month_end(World&, const Model&, int)", "void month_end(World&, const Model&)"),
    "finish_measuring": ("w, m", "void finish_measuring(World&, const Model&)", "void finish_measuring(const Model&, World&)"),
    "finish": ("w", "void finish(World&)", "void finish(World&, const Model&)"),
    "conserved": ("w, m", "bool conserved(const World&, const Model&) const", "bool conserved(World&, const Model&) const"),
}
PROGRAM = """#include <string>

#include "core/dispatch.hpp"
#include "model/world/claims.hpp"
#include "model/world/hooks.hpp"

namespace darah {
struct Model {};
struct World;
struct Toy {
  template <class T>
  struct Named {
    T toy;
  };
  DECLARATION;
};
using Toys = ComponentList<Toy>;
struct World : Toys::Each<StateOf> {};
void call(World& w, const Model& m, Claims& claims) {
  (void)m, (void)w, (void)claims;
  Hooks<Toys>::CALL;
}
}  // namespace darah
"""


def compiles(folder, declaration, call):
    path = pathlib.Path(folder, "toy.cpp")
    path.write_text(PROGRAM.replace("DECLARATION", declaration).replace("CALL", call), encoding="utf-8")
    run = subprocess.run([os.environ.get("CXX", "c++"), *FLAGS, path], capture_output=True, text=True, check=False)
    return run.returncode == 0, run.stderr


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_takes_what_it_is_given_and_nothing_else(folder, hook):
    given, right, wrong = HOOKS[hook]
    done, message = compiles(folder, right, f"{hook}({given})")
    assert done, message
    done, message = compiles(folder, wrong, f"{hook}({given})")
    assert not done, f"{wrong} was left out in silence"
    assert hook in message
