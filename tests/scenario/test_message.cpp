#include <catch2/catch.hpp>

#include "scenario/message.hpp"

using namespace darah;

TEST_CASE("A message says where, what and what to do, without what is unknown") {
  CHECK(to_text({"a.toml", 3, 7, "is wrong", "mend it"}) == "a.toml:3:7: is wrong; mend it");
  CHECK(to_text({"a.toml", 3, 0, "is wrong", ""}) == "a.toml:3: is wrong");
  CHECK(to_text({"--set", 0, 7, "is wrong", ""}) == "--set: is wrong");
}

TEST_CASE("Messages stand in the order of files, lines and columns, each once") {
  Messages messages;
  CHECK(messages.empty());
  messages.add({"b", 1, 1}, "x");
  messages.add({"a", 10, 1}, "x");
  messages.add({"a", 9, 2}, "x");
  messages.add({"a", 9, 1}, "x", "y");
  messages.add({"a", 10, 1}, "x");
  CHECK(messages.size() == 5);
  const ScenarioError error(messages.sorted());
  CHECK(error.messages().size() == 4);
  CHECK(std::string(error.what()) == "a:9:1: x; y\na:9:2: x\na:10:1: x\nb:1:1: x");
}
