#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/enum_array.hpp"

/// How a blood bank orders, and what it pays for.

namespace darah {

/// When and how much a blood bank orders.
enum class OrderRule : std::uint8_t { order_up_to, reorder_point, waste_conscious, table, count };
inline constexpr EnumArray<OrderRule, std::string_view> order_rule_labels{
    {"order_up_to", "reorder_point", "waste_conscious", "table"}};

enum class Review : std::uint8_t { periodic, continuous, count };
inline constexpr EnumArray<Review, std::string_view> review_labels{{"periodic", "continuous"}};

/// The days an order table's row may be for.
enum class TableDay : std::uint8_t {
  every,
  monday,
  tuesday,
  wednesday,
  thursday,
  friday,
  saturday,
  sunday,
  count
};
inline constexpr EnumArray<TableDay, std::string_view> table_day_labels{
    {"every", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}};

/// What a blood bank pays for: a unit ordered, an order, a unit short, a unit expired, a unit held overnight.
enum class BankCost : std::uint8_t { unit, order, short_of, expired, held, count };
inline constexpr EnumArray<BankCost, std::string_view> bank_cost_labels{
    {"unit", "order", "short", "expired", "held"}};

/// Whole days of life left.
inline constexpr std::array<std::string_view, 42> life_labels = {
    "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "10", "11", "12", "13", "14",
    "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28",
    "29", "30", "31", "32", "33", "34", "35", "36", "37", "38", "39", "40", "41", "42"};

}  // namespace darah
