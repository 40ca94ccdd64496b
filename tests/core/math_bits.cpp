#include "math_bits.hpp"

#include <cstdio>

/// Prints the hash of math_bits.hpp, and has exit code 1 where it is not the known one.
int main() {
  const std::uint64_t hash = darah::math_bits::hash();
  std::printf("%08x%08x\n", static_cast<unsigned>(hash >> 32), static_cast<unsigned>(hash & 0xffffffff));
  return hash == darah::math_bits::known ? 0 : 1;
}
