#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace darah {

/// SHA-256 of bytes that come piece by piece.
class Sha256 {
 public:
  using Digest = std::array<char, 32>;

  Sha256();
  void add(std::string_view bytes);  ///< O(bytes)
  Digest digest();                   ///< of all bytes added; then no more may be
 private:
  std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> context_;
};

/// Of texts end to end, in hexadecimal digits.
std::string sha256(std::span<const std::string_view> texts);

}  // namespace darah
