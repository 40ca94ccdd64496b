#include "fixture.hpp"
#include "scenario/forecast.hpp"

namespace darah {
namespace {

TEST_CASE("The forecast grows with what is asked and shares the past of arms that fork") {
  const ScenarioFolder folder;
  const Scenario two = folder.load(), one = folder.load({{}, {"as-is"}});
  const std::vector<std::size_t> lengths(10, 100), more(20, 100);
  const Forecast f2 = forecast(two, 4, 1, lengths), f1 = forecast(one, 4, 1, lengths);
  CHECK(f2.events > f1.events);
  CHECK(f2.events < 2 * f1.events);
  CHECK(forecast(two, 8, 1, lengths).events == Approx(2 * f2.events));
  CHECK(forecast(two, 4, 2, lengths).seconds == Approx(f2.seconds / 2));
  CHECK(forecast(two, 4, 1, more).file_bytes > f2.file_bytes);
  CHECK(forecast(two, 4, 2, lengths).memory_bytes - f2.memory_bytes == Approx(bytes_per_thread(two)));
  CHECK(bytes_per_thread(two) == Approx(2 * bytes_per_thread(one)));
  // Probes take events, and the rows of their table memory and room in the file.
  const Scenario none = folder.load({{"run.probes=0"}, {}}), one_each = folder.load({{"run.probes=1"}, {}}),
                 many = folder.load({{"run.probes=2"}, {}});
  const Forecast without = forecast(none, 4, 1, lengths), less = forecast(one_each, 4, 1, lengths),
                 with = forecast(many, 4, 1, lengths);
  CHECK(without.events < less.events);
  CHECK(with.events - without.events == Approx(2 * (less.events - without.events)));
  CHECK(with.file_bytes > less.file_bytes);
  CHECK(with.memory_bytes > less.memory_bytes);
  CHECK(bytes_per_thread(many) > bytes_per_thread(none));
  const Scenario more_births = folder.load({{"district.*.births=20000 /y"}, {}}),
                 country = folder.load({{"district.*.births=2000000 /y"}, {}});
  CHECK(bytes_per_thread(more_births) > bytes_per_thread(two));
  CHECK(forecast(more_births, 4, 1, lengths).reading == f2.reading);
  CHECK(f1.reading == f2.reading);
  const auto an_event = [&](const Scenario& scenario) {
    const Forecast f = forecast(scenario, 4, 1, lengths);
    return f.seconds / f.events;
  };
  CHECK(an_event(two) == Approx(an_event(one)));
  CHECK(an_event(country) > 1.5 * an_event(two));  // a large world lies in no cache
}

}  // namespace
}  // namespace darah
